import { createServer } from 'vite';

/** Vite's dev server for the folder it runs in, as a part that tells when it is ready: `dev-server.ts <port>`. */
const server = await createServer({ server: { port: Number(process.argv[2]), strictPort: true } });
await server.listen();
process.send?.({ type: 'ready' });
process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)));
