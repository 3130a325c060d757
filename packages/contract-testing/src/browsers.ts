/** The server that a contract suite sends requests to, by the `fetch` of one browser. */
export interface Server {
  baseUrl: string;
  fetch?: typeof fetch;
}

/**
 * The browsers of a contract suite. Each call gives another guest or account with a browser of its own, which sees
 * nothing of the others but the shop that they share: stock, and the orders that staff administrates.
 */
export interface Browsers {
  guest(): Promise<Server>;
  /** Signed in, with a new account: no orders, no addresses. The e-mail address is not verified. */
  user(): Promise<Server>;
  admin(): Promise<Server>;
}
