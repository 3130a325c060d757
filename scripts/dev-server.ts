import { createServer } from 'vite';

/** `dev-server.ts <port>`: Vite's dev server for the current folder, which sends an IPC message when it is ready. */
const host = process.env.BOUTIQUE_HOST || 'localhost';
const server = await createServer({ server: { host, port: Number(process.argv[2]), strictPort: true } });
await server.listen();
process.send?.({ type: 'ready' });
process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)));
