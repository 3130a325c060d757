import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';

const folder = await mkdtemp(path.join(tmpdir(), 'boutique-processes-'));
vi.stubEnv('DATA_DIR', folder);
const { Processes } = await import('./processes.ts');
afterAll(() => rm(folder, { recursive: true }));

/** A part that is ready at once and stays; it says at each start what its file holds, and fails while that is `fail`. */
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
  const said: string[] = [];
  const failed: string[] = [];
  const processes = new Processes(
    (message) => failed.push(message),
    (line) => said.push(line),
  );
  onTestFinished(() => processes.stopAll());
  await processes.start({ name, script: [script], cwd: folder, ...(onEnd && { onEnd }) });
  const pid = async () => Number(await readFile(path.join(folder, 'run', `${name}.pid`), 'utf8'));
  return { processes, said, failed, pid, become: (text: string) => writeFile(state, text) };
}

test('a part that ends by itself is started again, with a sentence, and its log goes on', async () => {
  const { said, failed, pid } = await startPart('again', 'restart');
  const first = await pid();
  process.kill(first, 'SIGKILL');
  await vi.waitFor(async () => expect([first, Number.NaN]).not.toContain(await pid()), 5_000);
  expect(said).toEqual([
    'again ended by itself (SIGKILL). Its last words:\n  started first\nagain is started again in 0.25 s.',
  ]);
  const log = path.join(folder, 'logs/again.log');
  await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toBe('started first\nstarted first\n'), 5_000);
  expect(failed).toEqual([]);
});

test('five ends within a minute end the run, after growing pauses', async () => {
  const { said, failed, pid, become } = await startPart('five', 'restart');
  await become('fail');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(failed).toHaveLength(1), 15_000);
  expect(said.map((line) => line.split('\n').at(-1))).toEqual(
    [0.25, 0.5, 1, 2].map((pause) => `five is started again in ${pause} s.`),
  );
  expect(failed[0]).toMatch(
    /^five ended by itself \(exit code 3\)\. .*\nfive has ended 5 times within a minute: the run ends\.$/s,
  );
});

test('without a word about its end, a part ends the run', async () => {
  const { said, failed, pid } = await startPart('once');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(failed).toEqual(['once ended by itself (SIGKILL). Its last words:\n  started first']));
  expect(said).toEqual([]);
});

test('a part that the run can do without is told of, and stays away', async () => {
  const told: string[] = [];
  const { said, failed, pid } = await startPart('without', (message) => told.push(message));
  process.kill(await pid());
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect([said, failed]).toEqual([[], []]);
});

test('a part whose restart is due is not started any more once all are stopped', async () => {
  const { processes, said, pid } = await startPart('stopped', 'restart');
  process.kill(await pid(), 'SIGKILL');
  await vi.waitFor(() => expect(said).toHaveLength(1));
  await processes.stopAll();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await readdir(path.join(folder, 'run'))).toEqual([]);
});
