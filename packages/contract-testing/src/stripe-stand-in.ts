import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A session as Stripe writes it, with the fields that the shop reads. */
interface Session {
  id: string;
  object: 'checkout.session';
  url: string | null;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  client_reference_id: string;
  amount_total: number;
  expires_at: number;
  success_url: string;
  cancel_url: string;
}

interface StripeEvent {
  id: string;
  type: string;
  data: { object: Session };
}

/** The parameters of a session that it takes; Stripe refuses those that it does not know. */
const PARAMETERS = new Set([
  'mode',
  'allowed_payment_method_types[0]',
  'client_reference_id',
  'customer_email',
  'locale',
  'expires_at',
  'line_items[0][quantity]',
  'line_items[0][price_data][currency]',
  'line_items[0][price_data][unit_amount]',
  'line_items[0][price_data][product_data][name]',
  'success_url',
  'cancel_url',
]);

/** Says no as Stripe does. */
class Refusal extends Error {
  status: number;
  code: string | undefined;
  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type StripeStandIn = Awaited<ReturnType<typeof startStripe>>;

/**
 * Speaks the part of Stripe's protocol that the shop uses, over HTTP: hosted checkout with its page, refunds, idempotency
 * keys, signed events. Nothing else is accepted.
 */
export async function startStripe({ secretKey = 'sk_test_boutique', webhookSecret = 'whsec_boutique' } = {}) {
  const sessions = new Map<string, Session>();
  /** By payment, in cents. */
  const refunds = new Map<string, number>();
  /** Idempotency-Key -> the request and its answer. */
  const answered = new Map<string, { request: string; answer: object }>();
  const stripe = {
    secretKey,
    webhookSecret,
    url: '',
    sessions,
    refunds,
    /** While it is true, the API answers 503. */
    down: false,
    /** How many requests the API has got, by path without ids. */
    asked: [] as string[],
    /** The shop's address for events. */
    eventsUrl: '',
    /** How often the page sends the event of a payment. */
    deliveries: 1,
    sessionOf(commandeId: string): Session {
      const session = [...sessions.values()].find((one) => one.client_reference_id === commandeId);
      if (!session) throw new Error(`no session was opened for the order ${commandeId}`);
      return session;
    },
    /** Pays a session as its buyer does. @returns the event, which is not sent yet */
    pay(session: Session): StripeEvent {
      if (session.status !== 'open') throw new Refusal(400, 'This session cannot be paid any more.');
      Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: `pi_${randomUUID()}` });
      return eventOf('checkout.session.completed', session);
    },
    /** Sends an event to the shop. @param changes another secret, or another time of the signature in seconds */
    async send(event: StripeEvent, changes: { secret?: string; at?: number } = {}): Promise<Response> {
      const body = JSON.stringify(event);
      const headers = { 'content-type': 'application/json', 'stripe-signature': signatureOf(body, changes) };
      return fetch(stripe.eventsUrl, { method: 'POST', headers, body });
    },
    /** As Stripe does after a day. */
    forgetKeys: () => answered.clear(),
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  function signatureOf(body: string, { secret = webhookSecret, at = Math.floor(Date.now() / 1_000) }): string {
    return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  }

  const find = (id = ''): Session => {
    const session = sessions.get(id);
    if (!session) throw new Refusal(404, `No such checkout.session: '${id}'`);
    return session;
  };

  function create(form: URLSearchParams): Session {
    const field = (name: string) => form.get(name) ?? '';
    const unknown = [...form.keys()].filter((name) => !PARAMETERS.has(name));
    if (unknown.length > 0) throw new Refusal(400, `Received unknown parameters: ${unknown.join(', ')}`);
    const expires = Number(field('expires_at'));
    const minutes = (expires - Date.now() / 1_000) / 60;
    if (minutes < 30 || minutes > 24 * 60) throw new Refusal(400, 'The `expires_at` timestamp is out of range.');
    const amount = Number(field('line_items[0][price_data][unit_amount]')) * Number(field('line_items[0][quantity]'));
    if (!Number.isInteger(amount) || amount < 50 || amount > 99_999_999) throw new Refusal(400, 'Invalid amount.');
    const id = `cs_test_${randomUUID().replaceAll('-', '')}`;
    const session: Session = {
      id,
      object: 'checkout.session',
      url: `${stripe.url}/c/pay/${id}`,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      client_reference_id: field('client_reference_id'),
      amount_total: amount,
      expires_at: expires,
      success_url: field('success_url'),
      cancel_url: field('cancel_url'),
    };
    sessions.set(id, session);
    return session;
  }

  function refund(form: URLSearchParams): object {
    const intent = form.get('payment_intent') ?? '';
    const paid = [...sessions.values()].find(({ payment_intent }) => payment_intent === intent);
    if (!paid) throw new Refusal(404, `No such payment_intent: '${intent}'`);
    if (refunds.has(intent)) throw new Refusal(400, 'The payment is refunded already.', 'charge_already_refunded');
    refunds.set(intent, paid.amount_total);
    return { id: `re_${randomUUID()}`, object: 'refund', amount: paid.amount_total, status: 'succeeded' };
  }

  /** The answer of the API. */
  function answer(method: string, path: string, form: URLSearchParams): object {
    const [, id, action] = /^\/v1\/checkout\/sessions\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (method === 'POST' && path === '/v1/checkout/sessions') return create(form);
    if (method === 'POST' && path === '/v1/refunds') return refund(form);
    if (method === 'GET' && id && !action) return find(id);
    if (method === 'POST' && id && action === 'expire') {
      const session = find(id);
      if (session.status !== 'open') {
        throw new Refusal(
          400,
          `Only Checkout Sessions with a status in ["open"] can be expired, not ${session.status}.`,
        );
      }
      return Object.assign(session, { status: 'expired', url: null });
    }
    throw new Refusal(404, `Unrecognized request URL (${method}: ${path})`);
  }

  async function serveApi(request: IncomingMessage, path: string, body: string): Promise<object> {
    stripe.asked.push(path.replace(/cs_\w+/, '…'));
    if (stripe.down) throw new Refusal(503, 'The service is down.');
    if (request.headers.authorization !== `Bearer ${secretKey}`) throw new Refusal(401, 'Invalid API Key provided');
    const key = String(request.headers['idempotency-key'] ?? '');
    const known = request.method === 'POST' ? answered.get(key) : undefined;
    const same = `${path} ${body}`;
    if (known && known.request !== same) throw new Refusal(400, 'Keys for idempotent requests can only be used once.');
    if (known) return known.answer;
    const fresh = answer(request.method ?? '', path, new URLSearchParams(body));
    if (key) answered.set(key, { request: same, answer: { ...fresh } });
    return fresh;
  }

  /** The page on which a buyer pays; its card is refused by the second button. */
  async function servePage(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, id, action] = /^\/c\/pay\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
    const session = find(id);
    if (request.method === 'POST' && action === 'payer') {
      const event = stripe.pay(session);
      for (let sent = 0; sent < stripe.deliveries; sent += 1) await stripe.send(event);
      response.writeHead(303, { location: session.success_url }).end();
      return;
    }
    const refused = action === 'refuser' ? '<p role="alert">Carte refusée</p>' : '';
    const button = (name: string, label: string) =>
      `<form method="post" action="/c/pay/${id}/${name}"><button>${label}</button></form>`;
    const open = `${button('payer', 'Payer')}${button('refuser', 'Payer avec une carte refusée')}`;
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>Paiement</title><h1>Payer ${session.amount_total} centimes</h1>${refused}${
          session.status === 'open' ? open : '<p>Cette page est fermée.</p>'
        }<a href="${session.cancel_url}">Retour à la boutique</a>`,
      );
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stripe');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    try {
      if (!pathname.startsWith('/v1/')) return await servePage(request, response, pathname);
      const body = await serveApi(request, pathname, Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } catch (error) {
      const { status = 500, message, code } = error as Partial<Refusal> & Error;
      const type = status < 500 ? 'invalid_request_error' : 'api_error';
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: { type, message, ...(code && { code }) } }));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stripe.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stripe;
}

/** An event of a session, as Stripe sends it. */
export const eventOf = (type: string, session: Session): StripeEvent => ({
  id: `evt_${randomUUID()}`,
  type,
  data: { object: { ...session } },
});
