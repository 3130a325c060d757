import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** The startup parameters that PgBouncer takes. https://www.pgbouncer.org/config.html#ignore_startup_parameters */
const KNOWN = /^(?:user|database|client_encoding|datestyle|timezone|standard_conforming_strings|application_name)$/i;

/**
 * Puts something like PgBouncer before PostgreSQL until the test ends: it refuses startup parameters that it does not
 * know, and tells clients a process id of its own. https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export async function startPooler(databaseUrl: string): Promise<string> {
  const { hostname, port } = new URL(databaseUrl);
  const pooler = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.on('error', () => {}).on('close', () => other.destroy());
    }
    client.once('data', (startup) => {
      const refused = parametersOf(startup).find((name) => !KNOWN.test(name));
      if (refused !== undefined) return client.end(failure(`unsupported startup parameter: ${refused}`));
      server.write(startup);
      client.pipe(server);
    });
    server.on('data', (answer) => client.write(withOtherId(answer)));
  }).listen(0, '127.0.0.1');
  await once(pooler, 'listening');
  onTestFinished(() => void pooler.close());
  const url = new URL(databaseUrl);
  url.port = String((pooler.address() as AddressInfo).port);
  return url.href;
}

/** After its length and the version: names and values in turn, each with a zero at its end. */
const parametersOf = (startup: Buffer): string[] =>
  startup
    .subarray(8)
    .toString()
    .split('\0')
    .filter((text, index) => text !== '' && index % 2 === 0);

function failure(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** BackendKeyData: `K`, the length 12, the id of the process, a secret. */
function withOtherId(answer: Buffer): Buffer {
  const at = answer.indexOf(Buffer.from('K\0\0\0\f'));
  if (at >= 0) answer.writeInt32BE(answer.readInt32BE(at + 5) ^ 1, at + 5);
  return answer;
}
