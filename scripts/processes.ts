import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder, fromRoot } from './parts.ts';

const STOP_MS = 12_000;
const LAST_LINES = 15;
/** So many ends of one part within `FAILURES_MS` are no accident. */
const MAX_FAILURES = 5;
const FAILURES_MS = 60_000;
/** Before the first restart; doubled with each further failure of the last minute. */
const PAUSE_MS = 250;

interface Part {
  name: string;
  /** Script and arguments for this Node. */
  script: string[];
  cwd: string;
  environment?: Record<string, string>;
  /** Lets the part write to the terminal instead of to its log file. */
  verbose?: boolean;
  /**
   * What happens when the part ends by itself once it was ready: the whole run ends, which is the default; it is started
   * again, until it has ended five times within a minute; or the run goes on without it, and this is told.
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
 * The processes of one run. They end with this one, whatever ends it: on `stopAll` in reverse order of their start, and
 * by their IPC channel when this process dies without a word.
 */
export class Processes {
  readonly logFolder = path.join(dataFolder, 'logs');
  /** One file per running part, `<name>.pid`. */
  readonly #pidFolder = path.join(dataFolder, 'run');
  #running: Running[] = [];
  #stopping = false;
  readonly #onFailure: (message: string) => void;
  readonly #say: (line: string) => void;

  /**
   * @param onFailure told once, when a part ends by itself that is not started again
   * @param say told when one is
   */
  constructor(onFailure: (message: string) => void, say: (line: string) => void) {
    this.#onFailure = onFailure;
    this.#say = say;
  }

  /** Starts a part; resolves with its first IPC message. @throws Error when it ends before */
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
    const guard = fromRoot('scripts/end-with-parent.ts');
    const log = await open(logFile, flags);
    // a file, not a pipe: a part whose reader has died hangs or dies at its next line
    const output = verbose ? 'inherit' : log.fd;
    if (this.#stopping) throw new Error(`${name} is not started: the run ends.`);
    const child = spawn(process.execPath, ['--import', guard, ...script], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output, 'ipc'],
      // Ctrl-C goes to this process alone, which then stops the parts in order
      detached: process.platform !== 'win32',
    });
    // before anything is awaited: what the part says or does from here on is heard
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
        const often =
          running.onEnd && `\n${running.name} has ended ${MAX_FAILURES} times within a minute: the run ends.`;
        return this.#onFailure(message + (often ?? ''));
      }
      const pause = PAUSE_MS * 2 ** (failures.length - 1);
      this.#say(`${message}\n${running.name} is started again in ${pause / 1000} s.`);
      await sleep(pause);
      // an end before it is ready is the next failure
      await this.#spawn(running, 'a').catch(() => {});
    }
  }

  #forget(running: Running): void {
    this.#running = this.#running.filter((other) => other !== running);
  }

  /** Ends every part, the last started first; what does not end in time is killed. */
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
