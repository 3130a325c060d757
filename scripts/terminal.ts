import { Processes } from './processes.ts';

interface Tools {
  say: (line: string) => void;
  processes: Processes;
}

/**
 * Runs a command that starts parts and keeps running. A failure, also a later one of a part, prints one message, stops
 * everything and exits with 1. Ctrl-C and SIGTERM stop everything and exit with 0.
 */
export async function commandLine(run: (tools: Tools) => Promise<void>): Promise<void> {
  let ending: Promise<void> | undefined;
  const end = (code: number, message?: string) => {
    if (message) console.error(message);
    ending ??= processes.stopAll().then(() => process.exit(code));
    return ending;
  };
  const say = (line: string) => {
    if (!ending) console.log(line);
  };
  const processes = new Processes((message) => void end(1, message), say);
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!asked) console.log('\nStopping …');
      asked = true;
      void end(0);
    });
  }
  if (process.env.npm_lifecycle_event) {
    // npm runs this through a shell that forwards no signals: a new parent shows that npm was killed
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && void end(0), 500).unref();
  }
  try {
    await run({ say, processes });
  } catch (error) {
    // while everything is being stopped, a part that ends is not a failure
    if (!ending) await end(1, (error as Error).message);
  }
}
