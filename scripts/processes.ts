import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fromRoot } from './parts.ts';

const STOP_MS = 12_000;
const LAST_LINES = 15;

interface Part {
  name: string;
  /** Script and arguments for this Node. */
  script: string[];
  cwd: string;
  environment?: Record<string, string>;
  /** Shows the part's output in the terminal; else it goes to its log file only. */
  verbose?: boolean;
}

interface Running {
  name: string;
  child: ChildProcess;
  ended: Promise<number | null>;
  lastLines: string[];
}

/**
 * The processes of one run. They end with this one, whatever ends it: on `stopAll` in reverse order of their start, and
 * by their IPC channel when this process dies without a word.
 */
export class Processes {
  readonly logFolder = fromRoot('.data/logs');
  #running: Running[] = [];
  #stopping = false;
  readonly #onFailure: (message: string) => void;

  /** @param onFailure told once, when a part ends that nobody stopped */
  constructor(onFailure: (message: string) => void) {
    this.#onFailure = onFailure;
  }

  /** Starts a part; resolves with its first IPC message. @throws Error when it ends before */
  async start({ name, script, cwd, environment, verbose = false }: Part): Promise<{ type: string; url?: string }> {
    await mkdir(this.logFolder, { recursive: true });
    const guard = fromRoot('scripts/end-with-parent.ts');
    const child = spawn(process.execPath, ['--import', guard, ...script], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C goes to this process alone, which then stops the parts in order
      detached: process.platform !== 'win32',
    });
    const lastLines: string[] = [];
    const log = createWriteStream(path.join(this.logFolder, `${name}.log`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        if (verbose) process.stdout.write(text.replace(/^(?=.)/gm, `${name.padEnd(17)}| `));
        lastLines.push(...text.split('\n').filter(Boolean));
        lastLines.splice(0, lastLines.length - LAST_LINES);
      });
    }
    const ended = new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null)).once('close', (code) => resolve(code));
    });
    const running: Running = { name, child, ended, lastLines };
    this.#running.push(running);
    const ready = await Promise.race([
      new Promise<{ type: string; url?: string }>((resolve) =>
        child.once('message', resolve as (message: unknown) => void),
      ),
      ended.then(() => undefined),
    ]);
    if (!ready) {
      this.#running = this.#running.filter((other) => other !== running);
      throw new Error(failureOf(running));
    }
    void ended.then(() => {
      if (this.#stopping) return;
      this.#stopping = true;
      this.#running = this.#running.filter((other) => other !== running);
      this.#onFailure(failureOf(running));
    });
    return ready;
  }

  /** Ends every part, the last started first; what does not end in time is killed. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const { child, ended } of this.#running.splice(0).reverse()) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
  }
}

const failureOf = ({ name, child, lastLines }: Running): string =>
  `${name} ended by itself (${child.signalCode ?? `exit code ${child.exitCode}`}). ${
    lastLines.length > 0 ? `Its last words:\n${lastLines.map((line) => `  ${line}`).join('\n')}` : 'It said nothing.'
  }`;

/** Runs a command to its end. @throws Error with its output when it fails */
export async function runToEnd(
  command: string,
  args: string[],
  { cwd, environment }: { cwd: string; environment?: Record<string, string> },
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (exit code ${code}):\n${output.trimEnd()}`);
  return output;
}
