import type { Answer } from '@boutique/contracts/client';
import type { Page } from '../src/page-facts.ts';

/** Messages between the gateway and its renderer process. Nothing else goes in or out of that process. */

/** The code of one release, to be kept under its path (`releaseBase`). */
interface LoadMessage {
  type: 'load';
  base: string;
  source: string;
}

/** Releases that no page names any more. */
interface ForgetMessage {
  type: 'forget';
  bases: string[];
}

export interface RenderMessage {
  type: 'render';
  id: number;
  page: Page;
  /** Path and query. */
  url: string;
  /** The page's discovery document as JSON, and a key for it that is the same for the same text. */
  discovery: { key: string; json: string };
  /** Path of the release of each slice that may be rendered; the others are left to the browser. */
  releases: Record<string, string>;
  /** The API's answers by URL; the body is JSON, or empty. */
  answers: Record<string, Omit<Answer, 'body'> & { json: Buffer }>;
}

export type HostMessage = LoadMessage | ForgetMessage | RenderMessage;

/** A part of the page that a slice could not render; the browser renders it. */
export interface PartFailure {
  /** Undefined when no slice's code is in the stack. */
  slice: string | undefined;
  message: string;
}

/** A rendered page. */
export interface PageHtml {
  /** UTF-8: as bytes it is never decoded on its way to the browser. */
  html: Buffer;
  /** The page's own `<title>`, `<meta>` and `<link>` elements, and preloads of its pictures. */
  head: string;
  /** Names of the widgets in the page, whichever slice offers them. */
  widgets: string[];
}

export interface RenderedMessage {
  id: number;
  /** Absent when not even the frame of the page could be rendered. */
  page?: PageHtml;
  failures: PartFailure[];
  /** Why there is no page. */
  error?: string;
}
