import type { Answer } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { Answers } from '@boutique/facade';
import { createContext, use } from 'react';
import type { Texts } from './texts/fr.ts';

/** The digest of errors by which the renderer leaves a part of the page to the browser. */
export const LEFT_TO_BROWSER = 'left-to-browser';

/** The facts about one page view that its first render depends on: the same on the server and in the browser. */
export interface Page {
  locale: Langue;
  /** The browser's choice; undefined means the system's theme. */
  theme: 'light' | 'dark' | undefined;
  /** Whether the browser has a session cookie, which scripts cannot see. */
  signedIn: boolean;
  /** When the page was rendered, in milliseconds since the epoch. */
  now: number;
}

/** What the gateway writes into the page as JSON, besides the discovery document. */
export interface PageData {
  now: number;
  /** Answers to the page's first requests, by URL. */
  answers: Record<string, Answer>;
}

/** The page's facts, with the shell's texts in its language. */
export const PageContext = createContext<(Page & { texts: Texts }) | null>(null);

/** @throws Error outside PageContext */
export function usePage(): Page & { texts: Texts } {
  const page = use(PageContext);
  if (!page) throw new Error('usePage() outside <PageContext>');
  return page;
}

/** Reads the page's facts and answers from the document. */
export function readPage(): { page: Page; answers: Answers } {
  const { lang, dataset } = document.documentElement;
  const { now, answers }: PageData = JSON.parse(document.getElementById('page')?.textContent ?? 'null') ?? {
    now: Date.now(),
    answers: {},
  };
  const page: Page = {
    locale: lang === 'en' ? 'en' : 'fr',
    theme: dataset.theme as Page['theme'],
    signedIn: document.querySelector('meta[name="session"]') !== null,
    now,
  };
  const at = isFromHistory() ? 0 : Date.now();
  return { page, answers: new Map(Object.entries(answers).map(([url, answer]) => [url, { ...answer, at }])) };
}

/** Going back, browsers may show an old copy of the page from their cache: its answers are read again. */
const isFromHistory = () => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'back_forward' && navigation.transferSize === 0;
};
