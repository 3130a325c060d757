import { readdir, readFile } from 'node:fs/promises';

/** Ticks of /proc/<pid>/stat in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** CPU time that a process, its children and theirs have used, also of those that have ended, in milliseconds. */
export async function cpuOf(pid: number): Promise<number> {
  const used = (await family(pid)).map(({ own, ended }) => own + ended);
  return (used.reduce((sum, ticks) => sum + ticks, 0) * 1000) / TICKS;
}

/** Memory of a process, its children and theirs in bytes; shared pages count once (PSS). */
export async function memoryOf(pid: number): Promise<number> {
  let kilobytes = 0;
  for (const member of await family(pid)) {
    const text = await readFile(`/proc/${member.pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes * 1024;
}

interface Process {
  pid: number;
  parent: number;
  /** CPU time of itself, and of children that it has waited for, in ticks. */
  own: number;
  ended: number;
}

/** A process and all its descendants. */
export async function family(pid: number): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map((name) => read(Number(name))))).filter((process) => process !== undefined);
  const withChildren = (process: Process): Process[] => [
    process,
    ...all.filter(({ parent }) => parent === process.pid).flatMap(withChildren),
  ];
  const [first] = all.filter((process) => process.pid === pid);
  if (!first) throw new Error(`process ${pid} does not run`);
  return withChildren(first);
}

async function read(pid: number): Promise<Process | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // the name, in brackets, may contain spaces; fields as in proc(5), which counts from 1 with the process id
  const fields = text
    ?.slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  if (!fields) return undefined;
  const at = (number: number) => fields[number - 3] ?? 0;
  return { pid, parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
}
