import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { dataFolder, fromRoot } from './parts.ts';

const STOP_MS = 12_000;
const LAST_LINES = 15;
/** A part that ends this often within `FAILURES_MS` is not started again. */
const MAX_FAILURES = 5;
const FAILURES_MS = 60_000;
/** Pause before the first restart; doubled for each further failure within the last minute. */
const PAUSE_MS = 250;

interface Part {
  name: string;
  /** Script and arguments for Node. */
  script: string[];
  cwd: string;
  environment?: Record<string, string>;
  /** Makes the part write to the terminal instead of its log file. */
  verbose?: boolean;
  /**
   * What to do when the part ends by itself after it was ready. Default: end the whole run. 'restart': start it again,
   * until it has ended five times within a minute. A function: call it and continue without the part.
   */
  onEnd?: 'restart' | ((message: string) => void);
}

interface Ready {
  type: string;
  url?: string;
}

interface Running extends Part {
  logFile: string;
  child?: ChildProcess;
  ended?: Promise<unknown>;
}

/**
 * The processes of one run. They never outlive this process: `stopAll` ends them in reverse order of their start, and
 * if this process is killed, their closed IPC channel ends them.
 */
export class Processes {
  readonly logFolder = path.join(dataFolder, 'logs');
  /** Has one file `<name>.pid` per running part. */
  readonly #pidFolder = path.join(dataFolder, 'run');
  #running: Running[] = [];
  #stopping = false;
  readonly #onFailure: (message: string) => void;
  readonly #say: (line: string) => void;

  /**
   * @param onFailure called once, when a part has ended by itself and the run must end
   * @param say called when a part is started again
   */
  constructor(onFailure: (message: string) => void, say: (line: string) => void) {
    this.#onFailure = onFailure;
    this.#say = say;
  }

  /** Starts a part; resolves with its first IPC message. @throws Error when the part ends before that */
  async start(part: Part): Promise<Ready> {
    await Promise.all([this.logFolder, this.#pidFolder].map((folder) => mkdir(folder, { recursive: true })));
    const running: Running = { ...part, logFile: path.join(this.logFolder, `${part.name}.log`) };
    this.#running.push(running);
    try {
      const ready = await this.#spawn(running, 'w');
      void this.#watch(running);
      return ready;
    } catch (error) {
      this.#forget(running);
      throw error;
    }
  }

  async #spawn(running: Running, flags: 'w' | 'a'): Promise<Ready> {
    const { name, script, cwd, environment, verbose, logFile } = running;
    const guard = pathToFileURL(fromRoot('scripts/end-with-parent.ts')).href;
    const log = await open(logFile, flags);
    // a file, not a pipe: without its reader a part would hang or die at its next line
    const output = verbose ? 'inherit' : log.fd;
    if (this.#stopping) throw new Error(`${name} is not started: the run ends.`);
    const child = spawn(process.execPath, ['--import', guard, ...script], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output, 'ipc'],
      // so that Ctrl-C reaches only this process, which then stops the parts in order
      detached: process.platform !== 'win32',
    });
    // listen before the first await, so that no event of the part is missed
    const message = new Promise<Ready>((resolve) => child.once('message', resolve as (message: unknown) => void));
    const pidFile = path.join(this.#pidFolder, `${name}.pid`);
    const ended = new Promise<void>((resolve) => {
      child.once('error', () => resolve()).once('close', () => resolve());
    }).finally(() => rm(pidFile, { force: true }));
    Object.assign(running, { child, ended });
    await log.close();
    await writeFile(pidFile, `${child.pid}\n`);
    const ready = await Promise.race([message, ended.then(() => undefined)]);
    if (!ready) throw new Error(await failureOf(running));
    return ready;
  }

  async #watch(running: Running): Promise<void> {
    let failures: number[] = [];
    for (;;) {
      await running.ended;
      if (this.#stopping) return;
      const message = await failureOf(running);
      failures = [...failures.filter((at) => at > Date.now() - FAILURES_MS), Date.now()];
      if (running.onEnd !== 'restart' || failures.length >= MAX_FAILURES) {
        this.#forget(running);
        if (typeof running.onEnd === 'function') return running.onEnd(message);
        this.#stopping = true;
        const limit =
          running.onEnd && `\n${running.name} has ended ${MAX_FAILURES} times within a minute: the run ends.`;
        return this.#onFailure(message + (limit ?? ''));
      }
      const pause = PAUSE_MS * 2 ** (failures.length - 1);
      this.#say(`${message}\n${running.name} is started again in ${pause / 1000} s.`);
      await sleep(pause);
      // if it ends before it is ready, the loop counts that as the next failure
      await this.#spawn(running, 'a').catch(() => {});
    }
  }

  #forget(running: Running): void {
    this.#running = this.#running.filter((other) => other !== running);
  }

  /** Ends every part, last started first; kills a part that does not end in time. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const { child, ended } of this.#running.splice(0).reverse()) {
      child?.kill('SIGTERM');
      const timer = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
  }
}

async function failureOf({ name, child, logFile }: Running): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n').filter(Boolean).slice(-LAST_LINES);
  const ending = `${name} ended by itself (${child?.signalCode ?? `exit code ${child?.exitCode}`}).`;
  return lines.length > 0 ? `${ending} Its last words:\n${lines.map((line) => `  ${line}`).join('\n')}` : ending;
}

/** Runs a command and returns its output. @throws Error with the output when it fails */
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
