import { parseArgs } from 'node:util';
import { startDatabase } from './start-database.ts';

/**
 * Runs the database as a process: `node src/main.ts [--data DIR] [--port N]`. Sends `{ type: 'ready', url }` to a
 * parent with an IPC channel, and prints the URL otherwise. PostgreSQL stops with this process, and this process with
 * its parent.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });

let stopping = false;
const starting = startDatabase({
  ...(values.data !== undefined && { dataDir: values.data }),
  ...(values.port !== undefined && { port: Number(values.port) }),
});

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await starting.then((database) => database.stop()).catch(() => {});
  process.exit();
}

process.on('SIGTERM', stop);
process.on('disconnect', stop);
process.on('SIGINT', () => {
  // Ctrl-C reaches every process of the terminal; a parent decides itself when the database stops
  if (!process.connected) void stop();
});

try {
  const database = await starting;
  if (process.send) process.send({ type: 'ready', url: database.url });
  else console.log(database.url);
  await database.ended;
  if (!stopping) {
    console.error('PostgreSQL ended by itself.');
    process.exit(1);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
