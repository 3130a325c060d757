import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder, fromRoot } from './parts.ts';

const STOP_MS = 12_000;
const LAST_LINES = 15;

interface Part {
  name: string;
  /** Script and arguments for this Node. */
  script: string[];
  cwd: string;
  environment?: Record<string, string>;
  /** Lets the part write to the terminal instead of to its log file. */
  verbose?: boolean;
  /** Told when the part ends by itself once it was ready. Without it that ends the whole run. */
  onEnd?: (message: string) => void;
}

interface Running {
  name: string;
  child: ChildProcess;
  ended: Promise<number | null>;
  logFile: string;
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

  /** @param onFailure told once, when a part ends that nobody stopped */
  constructor(onFailure: (message: string) => void) {
    this.#onFailure = onFailure;
  }

  /** Starts a part; resolves with its first IPC message. @throws Error when it ends before */
  async start({
    name,
    script,
    cwd,
    environment,
    verbose = false,
    onEnd,
  }: Part): Promise<{ type: string; url?: string }> {
    await Promise.all([this.logFolder, this.#pidFolder].map((folder) => mkdir(folder, { recursive: true })));
    const guard = fromRoot('scripts/end-with-parent.ts');
    const logFile = path.join(this.logFolder, `${name}.log`);
    const log = await open(logFile, 'w');
    // a file, not a pipe: a part whose reader has died hangs or dies at its next line
    const output = verbose ? 'inherit' : log.fd;
    const child = spawn(process.execPath, ['--import', guard, ...script], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output, 'ipc'],
      // Ctrl-C goes to this process alone, which then stops the parts in order
      detached: process.platform !== 'win32',
    });
    // before anything is awaited: what the part says or does from here on is heard
    const message = new Promise<{ type: string; url?: string }>((resolve) =>
      child.once('message', resolve as (message: unknown) => void),
    );
    const pidFile = path.join(this.#pidFolder, `${name}.pid`);
    const ended = new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null)).once('close', (code) => resolve(code));
    }).finally(() => rm(pidFile, { force: true }));
    const running: Running = { name, child, ended, logFile };
    this.#running.push(running);
    await log.close();
    await writeFile(pidFile, `${child.pid}\n`);
    const ready = await Promise.race([message, ended.then(() => undefined)]);
    if (!ready) {
      this.#running = this.#running.filter((other) => other !== running);
      throw new Error(await failureOf(running));
    }
    void ended.then(async () => {
      if (this.#stopping) return;
      this.#running = this.#running.filter((other) => other !== running);
      if (onEnd) return onEnd(await failureOf(running));
      this.#stopping = true;
      this.#onFailure(await failureOf(running));
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

async function failureOf({ name, child, logFile }: Running): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter(Boolean).slice(-LAST_LINES);
  const ending = `${name} ended by itself (${child.signalCode ?? `exit code ${child.exitCode}`}).`;
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
