import { checkFolder } from './check-folder.ts';
import { checkPorts } from './check-ports.ts';
import { openDatabase } from './database.ts';
import { addressOf, fromRoot, frontendOrigins, listenHost, readPorts } from './parts.ts';
import { commandLine } from './terminal.ts';

/** `npm run dev`: runs the whole shop from sources. Shell and slices have HMR; the API restarts on changes. */
await commandLine(async ({ say, processes }) => {
  checkFolder();
  const ports = readPorts(process.env);
  await checkPorts(ports);
  const databaseUrl = await openDatabase(processes, say);
  const devServer = (name: string, port: number) =>
    processes.start({
      name,
      script: [fromRoot('scripts/dev-server.ts'), String(port)],
      cwd: fromRoot(name),
      environment: { NODE_ENV: 'development', PORT: String(port), API_URL: addressOf(ports.api) },
      verbose: true,
    });
  await Promise.all(ports.slices.map(({ name, port }) => devServer(`mfe-${name}`, port)));
  await processes.start({
    name: 'api',
    script: ['--watch', '--watch-preserve-output', 'src/main.ts'],
    cwd: fromRoot('api'),
    environment: {
      NODE_ENV: 'development',
      PORT: String(ports.api),
      BOUTIQUE_HOST: listenHost,
      DATABASE_URL: databaseUrl,
      FRONTEND_ORIGINS: frontendOrigins(ports),
      PUBLIC_URL: process.env.PUBLIC_URL || addressOf(ports.shell),
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    },
    verbose: true,
  });
  await devServer('shell', ports.shell);
  say('');
  say(`  Ma Boutique Répartie   ${addressOf(ports.shell)}   (sources, with HMR)`);
  say(`  API                    ${addressOf(ports.api)}/api/docs`);
  say('');
  say('Ctrl-C stops everything; the data stays.');
});
