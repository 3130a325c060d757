import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { newEmail, openBrowser } from '../../test/people.ts';
import { startApi, type TestApi } from '../../test/start-api.ts';

let database: TestDatabase;
let api: TestApi;
const ADRESSES = '/api/compte/adresses';
const adresse = { nom: 'Camille', rue: '1 rue des Lilas', codePostal: '75001', ville: 'Paris', pays: 'FR' };

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function account() {
  const browser = openBrowser(() => api);
  await browser.signUp(newEmail());
  return browser;
}

test('at the same time: never more than twenty, and always one default', async () => {
  const own = await account();
  const answers = await Promise.all(
    Array.from({ length: 23 }, (_, i) =>
      own.send('POST', ADRESSES, { ...adresse, rue: `${i} rue`, parDefaut: i % 2 === 0 }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ body }) => body.code === 'limite-atteinte')).toHaveLength(3);
  const { body: kept } = await own.get(ADRESSES);
  expect(kept).toHaveLength(20);
  await Promise.all(kept.slice(1, 9).map(({ id }: { id: string }) => own.send('DELETE', `${ADRESSES}/${id}`)));
  await Promise.all(
    kept
      .slice(9)
      .map(({ id }: { id: string }) => own.send('PUT', `${ADRESSES}/${id}`, { ...adresse, parDefaut: true })),
  );
  const { body: after } = await own.get(ADRESSES);
  expect(after.map(({ parDefaut }: { parDefaut: boolean }) => parDefaut)).toEqual([true, ...Array(11).fill(false)]);
});

test('belong to one account', async () => {
  const [own, other] = [await account(), await account()];
  const { id } = (await own.send('POST', ADRESSES, adresse)).body;
  expect((await other.get(ADRESSES)).body).toEqual([]);
  expect((await other.send('PUT', `${ADRESSES}/${id}`, adresse)).body.code).toBe('adresse-introuvable');
  expect((await other.send('DELETE', `${ADRESSES}/${id}`)).body.code).toBe('adresse-introuvable');
  expect((await own.get(ADRESSES)).body).toHaveLength(1);
});
