import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** Bounds of V8's heap, in MB. A release that needs more ends the process. */
const HEAP_MB = 96;
const YOUNG_MB = 8;

/**
 * Starts a process in which code of slices may run: without environment, files, programs, threads and `eval`, with a
 * bounded heap. It talks by messages only; `leaveNothing` takes the network from it.
 * @param script a bundle in one file, the only thing that the process can read
 */
export function startHost(script: string): ChildProcess {
  const flags = [
    '--permission',
    `--allow-fs-read=${path.dirname(script)}`,
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${HEAP_MB}`,
    `--max-semi-space-size=${YOUNG_MB}`,
  ];
  return spawn(process.execPath, [...flags, script], {
    // nothing of this process's environment: it has secrets
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
}

/** The tail of what the process writes when it fails, as one line. */
export function reasonOfEnd(child: ChildProcess): () => string {
  let written = '';
  child.stderr?.on('data', (text: Buffer) => {
    written = (written + text).slice(-4_000);
  });
  return () => {
    const [reason = ''] = /^.*(?:Error|FATAL ERROR):.*$/m.exec(written) ?? [];
    return `the process ended (${child.signalCode ?? child.exitCode}) ${reason}`.trim();
  };
}
