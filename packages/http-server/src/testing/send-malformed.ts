import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MalformedRequest, malformedRequests } from './malformed-requests.ts';

const PARALLEL = 60;
/** A server that is silent for this long waits for more of the request, or has finished its answer. */
const FIRST_MS = 250;
const NEXT_MS = 25;

/**
 * Sends `count` malformed requests for these paths to a server on this machine, and counts its answers by kind and
 * status: `target 400`. The requests are the same in each run; FUZZ_SEED=2 sends others, FUZZ_FACTOR=2 twice as many.
 */
export async function sendMalformed(
  origin: string,
  count: number,
  paths: readonly string[],
): Promise<Map<string, number>> {
  const seed = Number(process.env.FUZZ_SEED ?? 1);
  const sent = count * Number(process.env.FUZZ_FACTOR ?? 1);
  const port = Number(new URL(origin).port);
  const answers = new Map<string, number>();
  const requests = malformedRequests(seed, sent, paths);
  const worker = async () => {
    for (const request of requests) {
      const statuses = await exchange(port, request);
      for (const status of statuses.length > 0 ? statuses : ['none']) {
        const key = `${request.kind} ${status}`;
        answers.set(key, (answers.get(key) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  if (sent > count) console.log(`fuzz (seed ${seed}): ${sent} malformed requests over raw sockets to ${origin}`);
  return answers;
}

/** The statuses of the answers on one connection. */
async function exchange(port: number, { packets, abort }: MalformedRequest): Promise<string[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => {}).once('close', () => resolve());
  });
  for (const packet of packets) {
    socket.write(packet);
    await new Promise(setImmediate);
  }
  if (abort === 'reset') socket.resetAndDestroy();
  else if (abort === 'end') socket.end();
  for (let known = -1, patience = FIRST_MS; known !== text.length; patience = NEXT_MS) {
    known = text.length;
    if (await Promise.race([closed, sleep(patience, 'silent')])) continue;
    break;
  }
  socket.destroy();
  return [...text.matchAll(/^HTTP\/1\.\d (\d{3}) /gm)].map(([, status = '']) => status);
}
