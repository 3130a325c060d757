import { Processes } from './processes.ts';

interface Tools {
  say: (line: string) => void;
  processes: Processes;
}

/**
 * Runs a command that starts parts and stays: a failure, also of a part later on, becomes one message and exit code 1
 * after everything has been stopped; Ctrl-C and SIGTERM stop everything and end with 0.
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
    // npm runs this through a shell that passes no signal on: when npm was killed, this is how it shows
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && void end(0), 500).unref();
  }
  try {
    await run({ say, processes });
  } catch (error) {
    // a part that ends because all are being stopped is no failure of its own
    if (!ending) await end(1, (error as Error).message);
  }
}
