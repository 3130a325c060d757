import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

/**
 * Connections on which an answer is read even when the request could not be sent whole: a server that refuses an upload
 * may answer, and close before it has read the body. Node would destroy the connection at the first write that fails,
 * with the answer unread (https://github.com/nodejs/node/issues/54366). The rest of the request is thrown away; a
 * connection that is gone ends for its reader, too.
 */
export function readAfterFailedWrites(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) =>
    connect(target, (error, socket) => {
      if (error) return callback(error, null);
      ignoreFailedWrites(socket);
      callback(null, socket);
    });
}

function ignoreFailedWrites(socket: Socket): void {
  const write = socket._write.bind(socket);
  const writeAll = socket._writev?.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, () => done());
  if (writeAll) socket._writev = (chunks, done) => writeAll(chunks, () => done());
}
