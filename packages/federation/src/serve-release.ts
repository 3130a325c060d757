import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';

/**
 * The plain static server of one built slice: `serve-release <folder> --port <n>`; PORT wins. Containers use nginx.
 * Compressed copies are served as files of their own (`x.js.br`): the gateway picks one and checks its hash.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8080' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
const port = process.env.PORT ?? values.port;
const folder = path.resolve(positionals[0] ?? 'dist');
const files = sirv(folder, { etag: true, dotfiles: false });

const server = createServer((request, response) => {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-cache');
  if (request.url === '/live') return response.end('ok\n');
  files(request, response, () => {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('no such file in this release\n');
  });
});

server.on('error', (error: NodeJS.ErrnoException) => {
  const reason = error.code === 'EADDRINUSE' ? `port ${port} is already in use` : error.message;
  console.error(`serve-release: ${reason}`);
  process.exit(1);
});
server.listen(Number(port), values.host, () => {
  console.log(`serving ${folder} on http://${values.host}:${port}`);
  process.send?.({ type: 'ready' });
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
