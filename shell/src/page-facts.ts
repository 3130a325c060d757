import type { Answer } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { Submitted } from '@boutique/contracts/forms';

/** The facts about one page view that its first render depends on: the same on the server and in the browser. */
export interface Page {
  locale: Langue;
  /** The browser's choice; undefined means the system's theme. */
  theme: 'light' | 'dark' | undefined;
  /** Whether the browser has a session cookie, which scripts cannot see. */
  signedIn: boolean;
  /** The shop's public scheme and host. */
  origin: string;
  /** When the page was rendered, in milliseconds since the epoch. */
  now: number;
  /** The form that led to this page without scripts. */
  submitted?: Submitted | undefined;
}

/** What the gateway writes into the page as JSON, besides the discovery document. */
export interface PageData {
  now: number;
  origin: string;
  /** Addresses of the stylesheets that the page contains. */
  styles: string[];
  /** Answers to the page's first requests, by URL. */
  answers: Record<string, Answer>;
}

/** What the gateway writes into a page after a form, as JSON. */
export interface PageAfterForm {
  /** Path and query of the page. After a refused post, the browser has the address of the form instead. */
  page: string;
  submitted: Submitted;
}
