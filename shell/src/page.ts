import type { Answers } from '@boutique/facade';
import { createContext, use } from 'react';
import type { Page, PageAfterForm, PageData } from './page-facts.ts';
import type { Texts } from './texts/fr.ts';

/** The digest of errors by which the renderer leaves a part of the page to the browser. */
export const LEFT_TO_BROWSER = 'left-to-browser';

/** The page's facts, with the shell's texts in its language. */
export const PageContext = createContext<(Page & { texts: Texts }) | null>(null);

/** @throws Error outside PageContext */
export function usePage(): Page & { texts: Texts } {
  const page = use(PageContext);
  if (!page) throw new Error('usePage() outside <PageContext>');
  return page;
}

/** The language of the page's texts. The browser may have translated them, and changed `lang`. */
export const localeOfPage = (): Page['locale'] => (document.documentElement.dataset.locale === 'en' ? 'en' : 'fr');

/** Reads the page's facts and answers from the document. */
export function readPage(): { page: Page; answers: Answers } {
  const { dataset } = document.documentElement;
  const { now, origin, answers, styles } = readJson<PageData>('page') ?? {
    now: Date.now(),
    origin: location.origin,
    answers: {},
    styles: [],
  };
  for (const href of styles) markAsLoaded(href);
  const afterForm = readJson<PageAfterForm>('submitted');
  // from here on the page has its own address: it can be reloaded, and the router finds it
  if (afterForm) history.replaceState(history.state, '', afterForm.page);
  const page: Page = {
    locale: localeOfPage(),
    theme: dataset.theme as Page['theme'],
    signedIn: document.querySelector('meta[name="session"]') !== null,
    now,
    origin,
    submitted: afterForm?.submitted,
  };
  const at = isFromHistory() ? 0 : Date.now();
  return { page, answers: new Map(Object.entries(answers).map(([url, answer]) => [url, { ...answer, at }])) };
}

const readJson = <T>(id: string): T | null => JSON.parse(document.getElementById(id)?.textContent ?? 'null');

/** Going back, browsers may show an old copy of the page from their cache: its answers are read again. */
const isFromHistory = () => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'back_forward' && navigation.transferSize === 0;
};

/**
 * The bundler's code looks for a link to a stylesheet before it loads it. It finds this one, which loads nothing; in the
 * page's HTML some browsers would fetch it all the same.
 */
function markAsLoaded(href: string): void {
  const link = Object.assign(document.createElement('link'), {
    rel: 'stylesheet',
    disabled: true,
    crossOrigin: '',
    href,
  });
  document.head.append(link);
}
