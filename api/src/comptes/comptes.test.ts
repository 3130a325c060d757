import { describe, expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { type Browser, newEmail, PASSWORD } from '../../test/people.ts';
import { produitRow } from '../../test/rows.ts';

const test = base
  .extend('account', ({ openBrowser }) => async (nom = 'Camille') => {
    const email = newEmail();
    const own = openBrowser();
    const { status, body } = await own.signUp(email, { nom });
    expect(status).toBe(201);
    return { ...own, email, id: body.compte.id as string };
  })
  .extend('insertCommande', ({ db }) => async (row: Record<string, unknown>) => {
    const [{ id }] = await db('commandes')
      .insert({
        numero: newEmail().slice(0, 12),
        statut: 'confirmee',
        adresse: { nom: 'Camille', rue: '1 rue', codePostal: '75001', ville: 'Paris', pays: 'FR' },
        livraison: 'standard',
        paiement: 'a-la-livraison',
        nombre_articles: 1,
        sous_total_centimes: 100,
        livraison_centimes: 0,
        total_centimes: 100,
        ...row,
      })
      .returning('id');
    return id as string;
  });

describe('signing up', () => {
  test('eight parallel sign-ups with one address make one account', async ({ openBrowser, db }) => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => openBrowser().signUp(i % 2 ? email : email.toUpperCase())),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('email-deja-utilise');
    expect(await db('utilisateurs').whereRaw('lower(email) = ?', [email])).toHaveLength(1);
  });

  test.for([
    ['a common one', 'password123'],
    ['a common one, in capitals', 'QWERTYUIOP'],
    ['the words of the form’s label', 'MotDePasse'],
    ['the address', 'someone@boutique.example'],
    ['the local part of the address', 'Someone.Known', 'someone.known@boutique.example'],
    ['the name', 'Camille Dupont'],
    // four characters of two code units each
    ['four characters', '🐎📎🔋🐎'],
  ] as const)('refuses as a password %s', async ([_what, motDePasse, email], { openBrowser }) => {
    const { status, body } = await openBrowser().signUp(email ?? 'someone@boutique.example', {
      nom: 'Camille Dupont',
      motDePasse,
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'requete-invalide', erreurs: [{ chemin: 'body.motDePasse' }] });
  });

  test('treats a password as the same in composed and decomposed Unicode', async ({ openBrowser }) => {
    const email = newEmail();
    await openBrowser().signUp(email, { motDePasse: 'été indien à Nîmes'.normalize('NFD') });
    expect((await openBrowser().signIn(email, 'été indien à Nîmes'.normalize('NFC'))).status).toBe(200);
  });
});

test('changes name and visibility separately', async ({ account, openBrowser }) => {
  const own = await account();
  expect((await own.send('PATCH', '/api/compte', { profilPublic: true })).body).toMatchObject({
    nom: 'Camille',
    profilPublic: true,
  });
  expect((await own.send('PATCH', '/api/compte', { nom: ' Dominique ' })).body).toMatchObject({
    nom: 'Dominique',
    profilPublic: true,
  });
  expect((await own.send('PATCH', '/api/compte', {})).body).toMatchObject({ nom: 'Dominique' });
  expect((await openBrowser().get(`/api/utilisateurs/${own.id}`)).body).toEqual({
    id: own.id,
    nom: 'Dominique',
    role: 'user',
  });
});

describe('changing the password', () => {
  const change = (own: Browser, actuel: string, nouveau: string) =>
    own.send('PUT', '/api/compte/mot-de-passe', { actuel, nouveau });

  test('ends the other sessions, and gives this one a new token', async ({ account, openBrowser }) => {
    const own = await account();
    const other = openBrowser();
    await other.signIn(own.email);
    const before = own.cookies.get('session') ?? '';
    expect((await change(own, PASSWORD, 'tout autre chose')).status).toBe(204);
    expect((await own.whoAmI()).id).toBe(own.id);
    expect(own.cookies.get('session')).not.toBe(before);
    expect(await openBrowser({ session: before }).whoAmI()).toBeNull();
    expect(await other.whoAmI()).toBeNull();
    expect((await openBrowser().signIn(own.email)).status).toBe(401);
    expect((await openBrowser().signIn(own.email, 'tout autre chose')).status).toBe(200);
  });

  test('refuses a wrong password, a common one, and too many attempts', async ({ account, openBrowser }) => {
    const own = await account();
    expect((await change(own, PASSWORD, 'password123')).body.erreurs[0].chemin).toBe('body.nouveau');
    for (let i = 0; i < 10; i += 1) {
      expect((await change(own, 'pas le bon', 'tout autre chose')).body.code).toBe('mot-de-passe-incorrect');
    }
    expect((await change(own, PASSWORD, 'tout autre chose')).body.code).toBe('trop-de-tentatives');
    expect((await openBrowser().signIn(own.email)).status).toBe(200);
  });

  test('of two parallel changes, one succeeds', async ({ account }) => {
    const own = await account();
    const answers = await Promise.all(
      ['premier choix', 'second choix'].map((nouveau) => change(own, PASSWORD, nouveau)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });
});

describe('deleting the account', () => {
  test('keeps orders and reviews without personal data, and deletes everything else', async ({
    account,
    db,
    insertCommande,
    openBrowser,
  }) => {
    const own = await account();
    const [{ id: acheteur }] = await db('acheteurs').insert({ utilisateur_id: own.id }).returning('id');
    const [{ id: produit }] = await db('produits').insert(produitRow()).returning('id');
    const commande = await insertCommande({ acheteur_id: acheteur, email: own.email });
    await db('avis').insert({
      produit_id: produit,
      utilisateur_id: own.id,
      auteur: 'Camille',
      note: 5,
      titre: 'Bien',
      texte: 'Très bien.',
      langue: 'fr',
    });
    await db('journal').insert({ acteur_id: own.id, action: 'x', objet: 'produit', objet_id: produit });
    await own.send('POST', '/api/compte/adresses', {
      nom: 'C',
      rue: '1 rue',
      codePostal: '75001',
      ville: 'Paris',
      pays: 'FR',
    });
    const { status, headers } = await own.send('DELETE', '/api/compte');
    expect(status).toBe(204);
    expect(headers.getSetCookie().join()).toMatch(/session=;/);
    expect(await openBrowser({ session: own.cookies.get('session') ?? '' }).whoAmI()).toBeNull();
    expect(
      await db('commandes').where({ id: commande }).first('acheteur_id', 'email', 'adresse', 'total_centimes'),
    ).toEqual({
      acheteur_id: null,
      email: null,
      adresse: null,
      total_centimes: '100',
    });
    expect(await db('avis').where({ produit_id: produit }).first('utilisateur_id', 'auteur', 'texte')).toEqual({
      utilisateur_id: null,
      auteur: null,
      texte: 'Très bien.',
    });
    expect(await db('journal').where({ objet_id: produit }).pluck('acteur_id')).toEqual([null]);
    for (const table of ['sessions', 'adresses', 'acheteurs', 'appareils', 'verifications', 'reinitialisations']) {
      expect(await db(table).where({ utilisateur_id: own.id }), table).toEqual([]);
    }
    expect((await openBrowser().signUp(own.email)).status).toBe(201);
  });

  test('is refused to the last admin, and to one of two admins in parallel', async ({ account, db }) => {
    const [first, second] = [await account(), await account()];
    await db('utilisateurs').where({ role: 'admin' }).update({ role: 'user' });
    await db('utilisateurs').whereIn('id', [first.id, second.id]).update({ role: 'admin' });
    const answers = await Promise.all([first, second].map((own) => own.send('DELETE', '/api/compte')));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('dernier-admin');
    expect(await db('utilisateurs').where({ role: 'admin', actif: true })).toHaveLength(1);
  });
});

test('exports all data of an account', async ({ account, db, insertCommande }) => {
  const own = await account();
  const [{ id: acheteur }] = await db('acheteurs').insert({ utilisateur_id: own.id }).returning('id');
  const [{ id: produit }] = await db('produits')
    .insert(produitRow({ nom_fr: 'Clavier' }))
    .returning('id');
  const commande = await insertCommande({ acheteur_id: acheteur, email: own.email });
  await db('lignes_commande').insert({
    commande_id: commande,
    position: 1,
    produit_id: produit,
    nom_fr: 'Clavier',
    nom_en: 'Keyboard',
    prix_centimes: 100,
    quantite: 1,
  });
  await db('favoris').insert({ acheteur_id: acheteur, produit_id: produit });
  const { status, body, headers } = await own.get('/api/compte/export');
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="boutique-${body.exporteLe.slice(0, 10)}.json"`,
  );
  expect(body).toMatchObject({
    compte: { id: own.id },
    adresses: [],
    favoris: [produit],
    avis: [],
    commandes: [{ id: commande, email: own.email, lignes: [{ nom: 'Clavier', quantite: 1 }] }],
  });
  expect(body.sessions).toHaveLength(1);
});
