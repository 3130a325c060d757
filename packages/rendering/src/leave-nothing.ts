/** Names by which code could reach the network or the process; the engine's own (Math, Promise, URL) stay. */
const REACHES_OUT = [
  'process',
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'BroadcastChannel',
  'Worker',
  'navigator',
  'localStorage',
  'sessionStorage',
  'require',
  'module',
];
const OF_PROCESS = ['getBuiltinModule', 'binding', '_linkedBinding', 'dlopen', 'kill', 'mainModule', 'chdir'];

/**
 * Takes from this process what slices' code must not have. Node's permission model keeps it from files, other programs
 * and threads; it does not cover the network, hence this. There is no `eval` either (a flag of the process), so that
 * code cannot make a function outside of the one that it was compiled into. Returns what the host itself still needs.
 */
export function leaveNothing() {
  const own = process;
  const send = own.send?.bind(own);
  if (!send) throw new Error('the renderer is started by the gateway');
  const exit = own.exit.bind(own);
  const memory = own.memoryUsage.rss;
  for (const name of OF_PROCESS) Object.defineProperty(own, name, { value: undefined });
  for (const name of REACHES_OUT) Reflect.deleteProperty(globalThis, name);
  return { send: (message: object) => void send(message), exit: () => exit(0), memory };
}
