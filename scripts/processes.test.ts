import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';

const folder = await mkdtemp(path.join(tmpdir(), 'boutique-processes-'));
vi.stubEnv('DATA_DIR', folder);
const { Processes } = await import('./processes.ts');
afterAll(() => rm(folder, { recursive: true }));

/** A part that prints the content of its state file at each start, and ends at once while that is `fail`. */
async function startPart(name: string, onEnd?: 'restart' | ((message: string) => void)) {
  const script = path.join(folder, `${name}.mjs`);
  const state = path.join(folder, `${name}.state`);
  await writeFile(state, 'first');
  await writeFile(
    script,
    `import { readFileSync } from 'node:fs';
     const state = readFileSync(${JSON.stringify(state)}, 'utf8');
     console.log('started', state);
     if (state === 'fail') process.exit(3);
     setInterval(() => {}, 1000);
     process.send({ type: 'ready' });`,
  );
  const lines: string[] = [];
  const failed: string[] = [];
  const processes = new Processes(
    (message) => failed.push(message),
    (line) => lines.push(line),
  );
  onTestFinished(() => processes.stopAll());
  await processes.start({ name, script: [script], cwd: folder, ...(onEnd && { onEnd }) });
  const pid = async () => Number(await readFile(path.join(folder, 'run', `${name}.pid`), 'utf8'));
  return { processes, lines, failed, pid, become: (text: string) => writeFile(state, text) };
}

test('a part that ends by itself is started again, with a message, and its log continues', async () => {
  const { lines, failed, pid } = await startPart('again', 'restart');
  const first = await pid();
  process.kill(first, 'SIGKILL');
  await vi.waitFor(async () => expect([first, Number.NaN]).not.toContain(await pid()), 5_000);
  expect(lines).toEqual([
    'again ended by itself (SIGKILL). Its last words:\n  started first\nagain is started again in 0.25 s.',
  ]);
  const log = path.join(folder, 'logs/again.log');
  await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toBe('started first\nstarted first\n'), 5_000);
  expect(failed).toEqual([]);
});

test('a part that ends five times within a minute ends the run; pauses between restarts grow', async () => {
  const { lines, failed, pid, become } = await startPart('five', 'restart');
  await become('fail');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(failed).toHaveLength(1), 15_000);
  expect(lines.map((line) => line.split('\n').at(-1))).toEqual(
    [0.25, 0.5, 1, 2].map((pause) => `five is started again in ${pause} s.`),
  );
  expect(failed[0]).toMatch(
    /^five ended by itself \(exit code 3\)\. .*\nfive has ended 5 times within a minute: the run ends\.$/s,
  );
});

test('without onEnd, a part that ends by itself ends the run', async () => {
  const { lines, failed, pid } = await startPart('once');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(failed).toEqual(['once ended by itself (SIGKILL). Its last words:\n  started first']));
  expect(lines).toEqual([]);
});

test('with a function as onEnd, the run continues without the part', async () => {
  const messages: string[] = [];
  const { lines, failed, pid } = await startPart('without', (message) => messages.push(message));
  process.kill(await pid());
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  expect([lines, failed]).toEqual([[], []]);
});

test('stopAll cancels a pending restart', async () => {
  const { processes, lines, pid } = await startPart('stopped', 'restart');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await processes.stopAll();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await readdir(path.join(folder, 'run'))).toEqual([]);
});
