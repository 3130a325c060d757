import type { Server } from 'node:http';

const FIRST_MS = 60_000;
/** 16 KiB a second. */
const BYTES_PER_MS = 16;

/**
 * Answers 408 to a request whose body does not arrive within a minute and one second more for every 16 KiB of it, like
 * Apache's mod_reqtimeout. Node's `requestTimeout` alone would give a byte a second five minutes.
 */
export function limitSlowBodies(server: Server, firstMs = FIRST_MS): void {
  server.on('request', (request) => {
    const { socket, headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    const started = performance.now();
    const before = socket.bytesRead;
    const check = () => {
      if (request.complete) return;
      const left = firstMs + (socket.bytesRead - before) / BYTES_PER_MS - (performance.now() - started);
      if (left > 0) timer = setTimeout(check, left).unref();
      else
        server.emit('clientError', Object.assign(new Error('slow body'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
    };
    let timer = setTimeout(check, firstMs).unref();
    request.once('close', () => clearTimeout(timer));
  });
}
