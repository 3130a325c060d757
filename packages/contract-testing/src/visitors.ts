/** Where a contract suite sends its requests. */
export interface Server {
  baseUrl: string;
  fetch?: typeof fetch;
}

/**
 * Whom a contract suite lets act. Each call is somebody else, with a browser of his own: what one does is not seen by
 * the next one, but for what the whole shop shares (stock, orders to administrate).
 */
export interface Visitors {
  guest(): Promise<Server>;
  /** Signed in, with a new account: no orders, no addresses. The e-mail address is not verified. */
  user(): Promise<Server>;
  admin(): Promise<Server>;
}
