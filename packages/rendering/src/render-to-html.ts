import { Writable } from 'node:stream';
import type { ReactElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';

interface Options {
  /** After this time, the parts that still wait for something are left to the browser. */
  patienceMs: number;
  /** The digest of a part that is left to the browser. */
  digest: string;
  onError: (error: unknown, componentStack: string) => void;
}

/**
 * Renders once everything is ready, into UTF-8 without scripts.
 * @throws what throws outside of every Suspense boundary
 */
export function renderToHtml(element: ReactElement, { patienceMs, digest, onError }: Options): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(Buffer.from(chunk));
        done();
      },
      final(done) {
        resolve(Buffer.concat(chunks));
        done();
      },
    });
    const patience = setTimeout(() => stream.abort(new Error('the page waits for something')), patienceMs);
    const stream = renderToPipeableStream(element, {
      // larger boundaries would come out of line, with scripts that put them in their place
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onError(error, { componentStack }) {
        onError(error, componentStack ?? '');
        return digest;
      },
      onShellError(error) {
        clearTimeout(patience);
        reject(error);
      },
      onAllReady() {
        clearTimeout(patience);
        stream.pipe(sink);
      },
    });
  });
}
