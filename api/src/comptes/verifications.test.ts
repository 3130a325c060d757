import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { createMailLog, tokenOf } from '../../test/mail-log.ts';
import { newEmail, openBrowser } from '../../test/people.ts';
import { startApi } from '../../test/start-api.ts';
import { createMailer } from '../platform/mail.ts';

const { log, lines, mails } = createMailLog();

const test = base
  .override('options', { log })
  .extend('signUp', ({ openBrowser }) => async (email = newEmail(), headers: Record<string, string> = {}) => {
    const browser = openBrowser({}, headers);
    const { body } = await browser.signUp(email);
    return { ...browser, email, id: body.compte.id as string, jeton: tokenOf(mails().at(-1)) };
  })
  .extend(
    'verify',
    ({ openBrowser }) =>
      (jeton: string) =>
        openBrowser().send('POST', '/api/verifications', { jeton }),
  )
  .extend('order', ({ db }) => async (row: Record<string, unknown>): Promise<string> => {
    const [{ id }] = await db('commandes')
      .insert({
        numero: newEmail(),
        statut: 'confirmee',
        livraison: 'standard',
        paiement: 'a-la-livraison',
        nombre_articles: 1,
        sous_total_centimes: 100,
        livraison_centimes: 0,
        total_centimes: 100,
        ...row,
      })
      .returning('id');
    return id;
  })
  .extend(
    'buyerOf',
    ({ db }) =>
      async (commande: string) =>
        (await db('commandes').where({ id: commande }).first('acheteur_id')).acheteur_id,
  )
  .extend('signUpWith', ({ db }) => async (url: string) => {
    const mailer = createMailer({ url, from: 'Boutique <boutique@boutique.example>', log });
    const server = await startApi({ db, log, mailer });
    onTestFinished(() => server.stop());
    const email = newEmail();
    const { status } = await openBrowser(server).signUp(email);
    await mailer.close();
    return { status, email };
  });

test.beforeEach(() => {
  lines.length = 0;
});

test('the link of the mail verifies the address, once, and guests’ orders with it join the account', async ({
  signUp,
  db,
  order,
  verify,
  buyerOf,
}) => {
  const own = await signUp();
  expect(mails()).toMatchObject([{ level: 'info', to: own.email, subject: 'Confirmez votre adresse e-mail' }]);
  expect(mails()[0]?.link).toMatch(/^http:\/\/boutique\.test\/verification\?jeton=[\w-]{43}$/);
  const [{ id: guest }] = await db('acheteurs')
    .insert({ visiteur_sha256: Buffer.from('x') })
    .returning('id');
  const other = await signUp();
  const [{ id: stranger }] = await db('acheteurs').insert({ utilisateur_id: other.id }).returning('id');
  const ofGuest = await order({ acheteur_id: guest, email: own.email.toUpperCase() });
  const ofNobody = await order({ email: own.email });
  const ofOther = await order({ acheteur_id: stranger, email: own.email });
  const elsewhere = await order({ acheteur_id: guest, email: newEmail() });

  expect((await own.whoAmI()).emailVerifie).toBe(false);
  expect((await verify(own.jeton)).status).toBe(204);
  expect((await own.whoAmI()).emailVerifie).toBe(true);
  const { id: mine } = await db('acheteurs').where({ utilisateur_id: own.id }).first('id');
  expect(await Promise.all([ofGuest, ofNobody, ofOther, elsewhere].map(buyerOf))).toEqual([
    mine,
    mine,
    stranger,
    guest,
  ]);

  expect((await verify(own.jeton)).body.code).toBe('jeton-invalide');
});

test('a link that is opened twice in parallel works once', async ({ signUp, verify }) => {
  const { jeton } = await signUp();
  const statuses = (await Promise.all([verify(jeton), verify(jeton)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([204, 422]);
});

test('a link is valid for a day, and stored as a digest', async ({ signUp, db, verify }) => {
  const { id, jeton } = await signUp();
  const { rows } = await db.raw('select v::text as line from verifications v where utilisateur_id = ?', [id]);
  expect(rows).toHaveLength(1);
  expect(rows[0].line).not.toContain(jeton);
  expect(rows[0].line).not.toContain(Buffer.from(jeton).toString('hex'));
  await db('verifications')
    .where({ utilisateur_id: id })
    .update({ cree_le: db.raw("now() - interval '25 hours'") });
  expect((await verify(jeton)).body.code).toBe('jeton-invalide');
});

test('the mail is sent again, at most five times an hour, and not once the address is verified', async ({
  signUp,
  verify,
}) => {
  const own = await signUp();
  const again = () => own.send('POST', '/api/compte/verification');
  for (let i = 0; i < 5; i += 1) expect((await again()).status).toBe(204);
  expect((await again()).body.code).toBe('trop-de-tentatives');
  expect(mails()).toHaveLength(6);
  // any of the links works, and then none of the others
  expect((await verify(tokenOf(mails()[2]))).status).toBe(204);
  expect((await verify(tokenOf(mails()[3]))).status).toBe(422);
  expect((await again()).status).toBe(204);
  expect(mails()).toHaveLength(6);
});

test('the mail is in the language of the page, else of the browser, and so is its link', async ({ signUp }) => {
  const { send } = await signUp(newEmail(), { 'accept-language': 'en-GB,en;q=0.9' });
  expect((await send('POST', '/api/compte/verification?langue=fr')).status).toBe(204);
  const subjects = mails().map(({ subject, link }) => [subject, new URL(String(link)).pathname]);
  expect(subjects).toEqual([
    ['Confirm your e-mail address', '/en/verification'],
    ['Confirmez votre adresse e-mail', '/verification'],
  ]);
});

/** A server with just enough SMTP (RFC 5321) to accept one mail, or to refuse it. */
async function smtpServer(refuse = false) {
  const received: string[] = [];
  const server = createServer((socket) => {
    let data = false;
    let mail = '';
    socket.write('220 ready\r\n');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      if (data) {
        mail += chunk;
        if (!mail.endsWith('\r\n.\r\n')) return;
        data = false;
        received.push(mail);
        socket.write('250 taken\r\n');
        return;
      }
      const command = String(chunk).slice(0, 4).toUpperCase();
      data = command === 'DATA';
      if (command === 'MAIL' && refuse) socket.write('550 no\r\n');
      else if (command === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(data ? '354 go on\r\n' : '250 ok\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { received, url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}` };
}

test('the mail is sent by SMTP', async ({ signUpWith }) => {
  const { received, url } = await smtpServer();
  const { status, email } = await signUpWith(url);
  expect(status).toBe(201);
  expect(received).toHaveLength(1);
  expect(received[0]).toContain(`To: ${email}`);
  expect(received[0]).toContain('From: Boutique <boutique@boutique.example>');
  expect(received[0]?.replace(/=\r\n/g, '')).toMatch(/http:\/\/boutique\.test\/verification\?jeton=/);
  expect(mails()).toEqual([]);
});

test.for(['refuses', 'is down'])('a mail server that %s does not fail the sign-up', async (how, { signUpWith }) => {
  const url = how === 'is down' ? 'smtp://127.0.0.1:1' : (await smtpServer(true)).url;
  expect((await signUpWith(url)).status).toBe(201);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', msg: 'a mail could not be sent' }));
});
