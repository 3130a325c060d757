import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

const SCRIPT = `
const { createServer } = require('node:net');
const { parentPort } = require('node:worker_threads');
const answer = 'HTTP/1.1 413 Content Too Large\\r\\nContent-Length: 5\\r\\nConnection: close\\r\\n\\r\\nlarge';
const server = createServer((socket) => {
  socket.on('error', () => {}).once('data', () => socket.pause().write(answer, () => socket.destroy()));
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

/**
 * An API that answers an upload after its first bytes, and closes with the rest unread, which resets the connection.
 * In a thread of its own, so that it does so while the test's thread is busy.
 */
export async function startHastyApi(): Promise<string> {
  const worker = new Worker(SCRIPT, { eval: true });
  onTestFinished(() => void worker.terminate());
  const [port] = await once(worker, 'message');
  return `http://127.0.0.1:${port}`;
}
