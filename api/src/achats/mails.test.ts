import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Commande } from '@boutique/contracts/commandes';
import { localizedPath } from '@boutique/contracts/localized-path';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, vi } from 'vitest';
import { isolatedTest as base } from '../../test/fixtures.ts';
import { browserOf } from '../../test/people.ts';
import { createProduits } from '../../test/rows.ts';
import { freePort } from '../../test/run.ts';
import { startServer } from '../../test/server-process.ts';
import { createLog } from '../platform/log.ts';
import { createMailer } from '../platform/mail.ts';
import { startMails } from './send-mails.ts';

const FROM = 'Boutique <boutique@boutique.example>';
const TOTAL = 4_990 + 490;

/** A real SMTP server that keeps the mails that it takes. */
async function startSmtp(port = 0, host = '127.0.0.1') {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (chunk) => (mail += chunk));
      stream.on('end', () => {
        const body = mail.indexOf('\r\n\r\n');
        // quoted-printable: soft line ends are no part of the text
        received.push(mail.slice(0, body) + mail.slice(body).replace(/=\r\n/g, ''));
        done();
      });
    },
  });
  server.listen(port, host);
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, url: `smtp://${host}:${(server.server.address() as AddressInfo).port}` };
}

const test = base
  .extend('order', ({ db, api }) => async (url = api.url, query = '') => {
    const [produit = ''] = await createProduits(db, [5], { nom_fr: 'Clavier <b>', nom_en: 'Keyboard' });
    const client = browserOf({ url });
    await client.put(produit, 1);
    const body = {
      email: 'camille@boutique.example',
      adresse: { nom: 'Camille', rue: '12 rue des Lilas', codePostal: '69003', ville: 'Lyon', pays: 'FR' },
      livraison: 'standard',
      paiement: 'a-la-livraison',
      totalCentimes: TOTAL,
    };
    const key = { 'idempotency-key': crypto.randomUUID() };
    const response = await client.send('POST', `/api/commandes${query}`, body, key);
    expect(response.status).toBe(201);
    return (await response.json()) as Commande;
  })
  /** Starts a process's sender of mails. */
  .extend('startSender', ({ db }) => (url: string) => {
    const log = createLog('silent');
    const mailer = createMailer({ url, from: FROM, log });
    const sender = startMails({ db, mailer, publicUrl: 'https://boutique.test', log, everyMs: 10 });
    onTestFinished(sender.stop);
    return sender;
  })
  .extend(
    'queue',
    ({ db }) =>
      () =>
        db('mails_commande').orderBy('evenement').select('evenement', 'essais', 'envoye_le'),
  )
  /** Lets the time of the next attempt come. */
  .extend(
    'waitedLong',
    ({ db }) =>
      () =>
        db('mails_commande').update({ prochain_le: db.fn.now() }),
  );

const messageIds = (received: string[]) => received.map((mail) => /^Message-ID:\s+(\S+)/m.exec(mail)?.[1]).sort();

test('an order is confirmed, shipped and cancelled by one mail each, however many processes send', async ({
  order,
  startSender,
  admin,
}) => {
  const smtp = await startSmtp();
  for (let process = 0; process < 3; process += 1) startSender(smtp.url);
  const [shipped, cancelled] = [await order(), await order()];
  const staff = await admin();
  const setStatut = (id: string, statut: string) => staff.send('PATCH', `/api/commandes/${id}`, { statut });
  for (const statut of ['preparee', 'expediee', 'livree']) {
    expect((await setStatut(shipped.id, statut)).status).toBe(200);
  }
  expect((await setStatut(cancelled.id, 'annulee')).status).toBe(200);
  const expected = [
    `<${shipped.id}.confirmee@boutique.test>`,
    `<${shipped.id}.expediee@boutique.test>`,
    `<${cancelled.id}.confirmee@boutique.test>`,
    `<${cancelled.id}.annulee@boutique.test>`,
  ].sort();
  await vi.waitFor(() => expect(messageIds(smtp.received)).toEqual(expected));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(messageIds(smtp.received)).toEqual(expected);
});

test.for([
  ['fr', 'Bonjour,', '1 =C3=97 Clavier <b> : 49,90', '1 =C3=97 Clavier &#60;b&#62;'],
  ['en', 'Hello,', '1 =C3=97 Keyboard : =E2=82=AC49.90', '1 =C3=97 Keyboard'],
] as const)(
  'the mail is text and HTML in the language of the order: %s',
  async ([langue, hello, text, html], { order, startSender }) => {
    const smtp = await startSmtp();
    const { id, numero } = await order(undefined, `?langue=${langue}`);
    startSender(smtp.url);
    await vi.waitFor(() => expect(smtp.received).toHaveLength(1));
    const [mail = ''] = smtp.received;
    expect(mail).toContain('To: camille@boutique.example');
    expect(mail).toContain(numero);
    const [, plain = '', rich = ''] = mail.split(/^Content-Type: text\/(?:plain|html)/m);
    expect(plain).toContain(hello);
    expect(plain).toContain(text);
    // in one line, whatever the mail's encoding breaks
    expect(plain.replace(/=\r\n/g, '')).toContain(
      `https://boutique.test${localizedPath(langue, `/commande/confirmation/${id}`)}?acces=3D`,
    );
    expect(rich).toContain(html);
    expect(rich).not.toContain('<b>');
    expect(rich).toContain('content=3D"light dark"');
  },
);

test('the link of the mail opens the order, and no other, in any browser', async ({
  order,
  startSender,
  guest,
  db,
}) => {
  const smtp = await startSmtp();
  const other = await order();
  await db('mails_commande').delete();
  const { id, numero } = await order();
  startSender(smtp.url);
  await vi.waitFor(() => expect(smtp.received).toHaveLength(1));
  const acces = /\?acces=3D([\w-]{43})/.exec(smtp.received[0] ?? '')?.[1] ?? '';
  const stranger = await guest();
  const read = (one: string) => stranger.get(`/api/commandes/${one}?acces=${acces}`);
  const answer = await read(id);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toMatchObject({ id, numero });
  expect((await read(other.id)).status).toBe(404);
  expect((await stranger.get(`/api/commandes/${id}?acces=x`)).status).toBe(404);
  const { rows } = await db.raw('select a::text as line from acces_commandes a');
  expect(JSON.stringify(rows)).not.toContain(acces);
  await db('acces_commandes').delete();
  expect((await read(id)).status).toBe(404);
});

test('staff sees which mail did not leave and why, and lets it be tried again at once', async ({
  order,
  startSender,
  admin,
}) => {
  const { id, numero } = await order();
  const staff = await admin();
  const failing = async () =>
    ((await (await staff.get('/api/administration/commandes?mails=en-echec')).json()) as { numero: string }[]).map(
      (commande) => commande.numero,
    );
  const path = `/api/administration/commandes/${id}/mails`;
  expect(await failing()).not.toContain(numero);
  const nowhere = startSender(`smtp://127.0.0.1:${await freePort()}`);
  await vi.waitFor(async () => expect(await failing()).toContain(numero));
  await nowhere.stop();
  expect(await (await staff.get(path)).json()).toEqual([
    {
      evenement: 'confirmee',
      essais: 1,
      erreur: expect.stringContaining('ECONNREFUSED'),
      prochainLe: expect.any(String),
      envoyeLe: null,
    },
  ]);
  const smtp = await startSmtp();
  startSender(smtp.url);
  expect((await staff.send('POST', `${path}/relance`)).status).toBe(200);
  await vi.waitFor(() => expect(smtp.received).toHaveLength(1));
  await vi.waitFor(async () => expect(await failing()).not.toContain(numero));
  expect(await (await staff.get(path)).json()).toEqual([
    { evenement: 'confirmee', essais: 2, erreur: null, prochainLe: null, envoyeLe: expect.any(String) },
  ]);
});

test('a mail survives ten minutes without a mail server, with growing pauses', async ({
  order,
  startSender,
  queue,
  waitedLong,
  db,
}) => {
  const port = await freePort();
  startSender(`smtp://127.0.0.1:${port}`);
  await order();
  const pauses: number[] = [];
  for (const essais of [1, 2, 3, 4]) {
    await vi.waitFor(async () => expect(await queue()).toMatchObject([{ essais, envoye_le: null }]));
    const { rows } = await db.raw('select extract(epoch from prochain_le - now()) / 60 as minutes from mails_commande');
    pauses.push(Math.round(Number(rows[0].minutes)));
    if (essais < 4) await waitedLong();
  }
  expect(pauses).toEqual([1, 2, 4, 8]);
  const smtp = await startSmtp(port);
  await waitedLong();
  await vi.waitFor(async () => expect((await queue())[0]?.envoye_le).not.toBeNull());
  await waitedLong();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(smtp.received).toHaveLength(1);
});

test('an API that is killed between the order and its mail loses no mail', async ({ database, order, waitedLong }) => {
  const silent = { MAIL_URL: `smtp://127.0.0.1:${await freePort()}`, PUBLIC_URL: 'https://boutique.test' };
  const killed = await startServer(database.url, silent);
  const { id } = await order(killed.url);
  killed.child.kill('SIGKILL');
  await killed.finished;
  const smtp = await startSmtp();
  await waitedLong();
  await startServer(database.url, { ...silent, MAIL_URL: smtp.url });
  await vi.waitFor(() => expect(messageIds(smtp.received)).toEqual([`<${id}.confirmee@boutique.test>`]), {
    timeout: 10_000,
  });
}, 60_000);
