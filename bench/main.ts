import { stopAll } from './stops.ts';

interface Bench {
  main: (args: string[]) => Promise<void>;
}

const benches: Record<string, () => Promise<Bench>> = {
  api: () => import('./api/main.ts'),
  pages: () => import('./pages/main.ts'),
  soak: () => import('./soak/main.ts'),
};

/** `npm run bench -- [api|pages|soak] [options]`: see docs/performance.md, and docs/reliability.md for the soak. */
const [name, ...args] = process.argv.slice(2);
const chosen = Object.entries(benches).filter(([one]) => name === undefined || name === one);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().then(() => process.exit(1)));
}
try {
  if (chosen.length === 0) throw new Error(`bench ${name}: ${Object.keys(benches).join(' or ')} is expected`);
  for (const [, load] of chosen) await (await load()).main(args);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
