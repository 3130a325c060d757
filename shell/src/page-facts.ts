import type { Answer } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';

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
