// @vitest-environment jsdom
import type { Compte } from '@boutique/contracts/comptes';
import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, onTestFinished, test, vi } from 'vitest';
import { renderShop } from '../testing/render-shop.tsx';

const compte: Compte = {
  id: '019bbb84-db88-7e0b-8a36-2f915bc7d460',
  nom: 'Camille',
  email: 'camille@boutique.example',
  emailVerifie: true,
  role: 'user',
  profilPublic: false,
  actif: true,
  creeLe: '2026-01-01T00:00:00.000Z',
};

function Qui() {
  const { session, setSession } = useShell();
  return (
    <>
      <h1>{session === undefined ? 'inconnu' : (session?.nom ?? 'personne')}</h1>
      <button type="button" onClick={() => setSession(null)}>
        Sortir
      </button>
    </>
  );
}
const pages = { '/qui': async () => ({ Component: Qui }) };

function Adresses() {
  const { session } = useShell();
  const { data = [] } = useQuery({ ...apiQuery('get /api/compte/adresses', {}), enabled: Boolean(session) });
  return <h1>{`${session?.nom} : ${data.map(({ rue }) => rue).join()}`}</h1>;
}

/** An API that answers with this session, and the paths of its requests. */
function answering(session: Compte | null) {
  const asked: string[] = [];
  const state = { session };
  const fetch = async (input: RequestInfo | URL) => {
    asked.push(String(input));
    return Response.json({ compte: state.session });
  };
  return { asked, fetch: fetch as typeof globalThis.fetch, state };
}

/** Marks the page, as the gateway does for a browser with a session cookie. */
function markPage() {
  const mark = document.createElement('meta');
  mark.name = 'session';
  document.head.append(mark);
  onTestFinished(() => mark.remove());
}

test('a guest causes no request', async () => {
  const { asked, fetch } = answering(null);
  await renderShop('/qui', { pages, fetch });
  expect(await screen.findByRole('heading', { name: 'personne' })).toBeTruthy();
  expect(asked).toEqual([]);
});

test('the session is read once, and signing out takes effect at once', async () => {
  markPage();
  const { asked, fetch } = answering(compte);
  await renderShop('/qui', { pages, fetch });
  expect(await screen.findByRole('heading', { name: 'Camille' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Sortir' }));
  expect(await screen.findByRole('heading', { name: 'personne' })).toBeTruthy();
  expect(asked).toEqual(['/api/session']);
});

test.each([
  ['admin', '/administration/qui', ['Produits']],
  ['user', '/administration/qui', []],
  ['admin', '/qui', []],
] as const)('%s at %s sees the administration’s entries %j', async (role, address, entries) => {
  markPage();
  const { fetch } = answering({ ...compte, role });
  await renderShop(address, { pages: { ...pages, '/administration/qui': pages['/qui'] }, fetch });
  expect(await screen.findByRole('heading', { name: 'Camille' })).toBeTruthy();
  const bar = screen.queryByRole('navigation', { name: 'Administration' });
  expect([...(bar?.querySelectorAll('a') ?? [])].map(({ textContent }) => textContent)).toEqual(entries);
  expect(screen.getByRole('navigation', { name: 'Navigation principale' }).textContent).toBe('Catalogue');
});

test('a sign-in in another tab takes effect here', async () => {
  const { asked, fetch, state } = answering(null);
  await renderShop('/qui', { pages, fetch });
  expect(await screen.findByRole('heading', { name: 'personne' })).toBeTruthy();
  state.session = compte;
  const otherTab = new BroadcastChannel('boutique:session');
  onTestFinished(() => otherTab.close());
  otherTab.postMessage(null);
  await vi.waitFor(() => expect(screen.getByRole('heading', { name: 'Camille' })).toBeTruthy());
  expect(asked).toEqual(['/api/session']);
});

test('a page that the browser shows again asks anew, and forgets an account whose session has ended meanwhile', async () => {
  markPage();
  const { asked, fetch, state } = answering(compte);
  await renderShop('/qui', { pages, fetch });
  expect(await screen.findByRole('heading', { name: 'Camille' })).toBeTruthy();
  state.session = null;
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(await screen.findByRole('heading', { name: 'personne' })).toBeTruthy();
  expect(asked).toEqual(['/api/session', '/api/session']);
});

test('after an account change in another tab, the old account’s addresses are never shown, not even while loading', async () => {
  markPage();
  const autre = { ...compte, id: '019bbb84-db88-7e0b-8a36-2f915bc7d461', nom: 'Alex' };
  const state = { session: compte };
  const own = Promise.withResolvers<Response>();
  const fetch = async (url: RequestInfo | URL) => {
    if (url === '/api/session') return Response.json({ compte: state.session });
    return state.session === compte ? Response.json([{ id: '1', rue: '12 rue des Lilas' }]) : own.promise;
  };
  await renderShop('/compte', {
    pages: { '/compte': async () => ({ Component: Adresses }) },
    fetch: fetch as typeof globalThis.fetch,
  });
  expect(await screen.findByRole('heading', { name: 'Camille : 12 rue des Lilas' })).toBeTruthy();
  const seen: (string | null)[] = [];
  const observer = new MutationObserver(() => seen.push(screen.getByRole('heading').textContent));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  onTestFinished(() => observer.disconnect());
  state.session = autre;
  const otherTab = new BroadcastChannel('boutique:session');
  onTestFinished(() => otherTab.close());
  otherTab.postMessage(null);
  expect(await screen.findByRole('heading', { name: 'Alex :' })).toBeTruthy();
  own.resolve(Response.json([{ id: '2', rue: '3 quai du Port' }]));
  expect(await screen.findByRole('heading', { name: 'Alex : 3 quai du Port' })).toBeTruthy();
  expect(seen).not.toContain('Alex : 12 rue des Lilas');
});
