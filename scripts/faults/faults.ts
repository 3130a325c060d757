import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { slices } from '../parts.ts';
import { type Replicated, type Stage, untilReady } from './stage.ts';

/** One row of docs/reliability.md. */
export interface Fault {
  name: string;
  promise: string;
  /** How long it lasts; 0 for a fault that is over once `begin` has ended. */
  seconds: number;
  /** Brings it about. @returns what ends it */
  begin: (stage: Stage) => Promise<undefined | (() => Promise<unknown>)>;
  /** Requests that may fail. */
  mayFail?: 'refused' | 'cut';
  /** Whether some have to; without any, the fault was not there. */
  fails?: true;
  /** All processes of the gateway are gone: no page can be promised. */
  losesPages?: true;
  /** Says why this machine cannot have the fault. */
  impossible?: (stage: Stage) => string | undefined;
}

/** A connection's process may end in between. */
const signal = (pids: readonly number[], name: NodeJS.Signals) => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
};

/** Ends one or both processes of a part. With the other one left, that is over at once; else when one is ready again. */
const ending = (part: Replicated, name: NodeJS.Signals, count: 1 | 2): Pick<Fault, 'seconds' | 'begin'> => ({
  seconds: 0,
  async begin({ replicas, pidOf }) {
    const ended = replicas[part].slice(0, count);
    signal(await Promise.all(ended.map((replica) => pidOf(replica.name))), name);
    if (count === 1) return undefined;
    await sleep(100);
    await Promise.any(ended.map(({ url }) => untilReady(url)));
    return undefined;
  },
});

const KEPT = 'guests see what is kept; lists and orders get 503 at once and go on by themselves';

export const faults: readonly Fault[] = [
  {
    name: 'PostgreSQL killed',
    promise: KEPT,
    seconds: 0,
    mayFail: 'refused',
    fails: true,
    async begin({ databasePids, query }) {
      const [postmaster = 0] = await databasePids();
      signal([postmaster], 'SIGKILL');
      for (;;) {
        await sleep(20);
        if (await query('select 1').catch(() => undefined)) return undefined;
      }
    },
  },
  {
    name: 'PostgreSQL stopped',
    promise: KEPT,
    seconds: 4,
    mayFail: 'refused',
    fails: true,
    async begin({ databasePids }) {
      const pids = await databasePids();
      signal(pids, 'SIGSTOP');
      return async () => signal(pids, 'SIGCONT');
    },
  },
  {
    name: 'PostgreSQL slow (20 ms more each way)',
    promise: 'lists and orders take longer, and all are answered',
    seconds: 4,
    async begin({ lines }) {
      lines['API–PostgreSQL'].slow(20);
      return lines['API–PostgreSQL'].mend;
    },
  },
  {
    name: 'PostgreSQL’s disk full',
    promise: 'guests see what is kept; orders get 503 until there is room',
    seconds: 4,
    mayFail: 'refused',
    fails: true,
    impossible: ({ disk }) => (disk ? undefined : 'unshare and mount cannot make a small file system here'),
    async begin({ disk = '' }) {
      const ballast = path.join(disk, 'ballast');
      const chunk = Buffer.alloc(2 ** 20);
      // until ENOSPC; then again in small pieces, for what other writers have given back
      for (const bytes of [chunk, chunk.subarray(0, 4_096)]) {
        while (
          await writeFile(ballast, bytes, { flag: 'a' }).then(
            () => true,
            () => false,
          )
        );
      }
      return () => rm(ballast);
    },
  },
  {
    name: 'one API process of two killed',
    promise: 'the other one answers; requests in its hands get 503',
    mayFail: 'refused',
    ...ending('api', 'SIGKILL', 1),
  },
  {
    name: 'one gateway of two killed',
    promise: 'the other one answers; requests in its hands are cut, and pages come when asked again',
    mayFail: 'cut',
    ...ending('shell', 'SIGKILL', 1),
  },
  {
    name: 'one API process of two terminated',
    promise: 'no request fails',
    ...ending('api', 'SIGTERM', 1),
  },
  {
    name: 'one gateway of two terminated',
    promise: 'no request fails',
    ...ending('shell', 'SIGTERM', 1),
  },
  {
    name: 'LISTEN lost',
    promise:
      'no request fails, and no answer is stale: until it listens again, an API process asks the database each time',
    seconds: 0,
    mayFail: 'refused',
    async begin({ query }) {
      const ended = await query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'boutique-api' and query in ('select 1', 'listen changes', 'listen releases')`,
      );
      if (ended.length < 4) throw new Error('two API processes have two listening connections each');
      return undefined;
    },
  },
  {
    name: 'two migrations at once',
    promise: 'one waits for the other; no request fails',
    seconds: 0,
    async begin({ migrate }) {
      await Promise.all([migrate(), migrate()]);
      return undefined;
    },
  },
  {
    name: 'register unreachable (its tables locked)',
    promise: 'pages have the releases that the gateways know; no request fails',
    seconds: 4,
    async begin({ hold }) {
      return hold('lock table slices, releases, release_files in access exclusive mode');
    },
  },
  {
    name: 'followed origins stopped',
    promise: 'no request fails: all files of releases are in the shop',
    seconds: 4,
    async begin({ pidOf }) {
      const pids = await Promise.all(slices.map(({ name }) => pidOf(`mfe-${name}`)));
      signal(pids, 'SIGSTOP');
      return async () => signal(pids, 'SIGCONT');
    },
  },
  {
    name: 'clocks of API and gateways an hour ahead, then behind',
    promise: 'no request fails: ages and ends are of PostgreSQL’s clock, waits of one that does not jump',
    seconds: 3,
    async begin({ replicas, pidOf }) {
      const pids = await Promise.all([...replicas.api, ...replicas.shell].map(({ name }) => pidOf(name)));
      signal(pids, 'SIGUSR2');
      await sleep(2_000);
      signal(pids, 'SIGUSR2');
      return async () => signal(pids, 'SIGUSR2');
    },
  },
  ...(['gateway–API', 'API–PostgreSQL'] as const).flatMap((line): Fault[] => [
    {
      name: `network ${line} cut`,
      promise: KEPT,
      seconds: 3,
      mayFail: 'refused',
      fails: true,
      async begin({ lines }) {
        lines[line].cut();
        return lines[line].mend;
      },
    },
    {
      name: `network ${line} loses everything`,
      promise: KEPT,
      seconds: 4,
      mayFail: 'refused',
      fails: true,
      async begin({ lines }) {
        lines[line].silence();
        return lines[line].mend;
      },
    },
  ]),
  {
    name: 'every API process killed',
    promise: `${KEPT} once one runs again`,
    mayFail: 'refused',
    fails: true,
    ...ending('api', 'SIGKILL', 2),
  },
  {
    name: 'every gateway killed',
    promise: 'nothing until one runs again; then everything',
    mayFail: 'cut',
    losesPages: true,
    ...ending('shell', 'SIGKILL', 2),
  },
];
