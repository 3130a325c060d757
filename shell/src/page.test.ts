// @vitest-environment jsdom
import { expect, onTestFinished, test } from 'vitest';
import { readPage } from './page.ts';
import type { PageAfterForm } from './page-facts.ts';

test('after a refused post the page has its own address again, and knows the form', () => {
  const after: PageAfterForm = {
    page: '/connexion?retour=/panier',
    submitted: { operation: 'signIn', values: { email: 'camille@exemple.fr' } },
  };
  const element = Object.assign(document.createElement('script'), {
    type: 'application/json',
    id: 'submitted',
    textContent: JSON.stringify(after),
  });
  document.head.append(element);
  onTestFinished(() => element.remove());
  history.replaceState({ kept: 1 }, '', '/formulaires/signIn');
  expect(readPage().page.submitted).toEqual(after.submitted);
  expect(location.pathname + location.search).toBe(after.page);
  expect(history.state).toEqual({ kept: 1 });
});

test('a page without a form before it keeps its address', () => {
  history.replaceState(null, '', '/produits?q=a#b');
  expect(readPage().page.submitted).toBeUndefined();
  expect(location.pathname + location.search + location.hash).toBe('/produits?q=a#b');
});
