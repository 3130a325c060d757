import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished, vi } from 'vitest';

/**
 * Sends the headers of a POST and no byte of its body, while a fake clock goes on by a minute.
 * @returns the status line of the answer
 */
export async function withholdBody(origin: string, path: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`,
  );
  // the server has read the headers
  await once(socket, 'data');
  vi.advanceTimersByTime(60_000);
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return String(answer).split('\r\n', 1)[0] ?? '';
}
