import Koa from 'koa';

/**
 * An opponent: Koa alone, which sends the same bytes as the shop. It is told by a message what to answer, and tells its
 * port.
 */
export interface PlainAnswer {
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

process.once('message', ({ headers, body }: PlainAnswer) => {
  const bytes = Buffer.from(body, 'base64');
  const app = new Koa();
  app.use((ctx) => {
    ctx.status = 200;
    ctx.set(headers);
    if (ctx.fresh) ctx.status = 304;
    else ctx.body = bytes;
  });
  const server = app.listen(0, '127.0.0.1', () => process.send?.(server.address()));
});
process.send?.('started');
