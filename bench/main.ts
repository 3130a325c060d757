/** `npm run bench -- api|pages [options]`: measures the shop beside others, see docs/performance.md. */
const [name = '', ...args] = process.argv.slice(2);
const benches: Record<string, () => Promise<{ main: (args: string[]) => Promise<void> }>> = {
  api: () => import('./api/main.ts'),
};
const bench = benches[name];
if (!bench) {
  console.error(`npm run bench -- ${name}: one of ${Object.keys(benches).join()} is expected`);
  process.exit(1);
}
await (await bench()).main(args);
