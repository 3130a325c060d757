// Limits that forms and lists know before they ask. No schemas here, so that no schema library reaches browsers.

/**
 * Length of a password in characters. No rules of composition (NIST SP 800-63B, 3.1.1.2); the API refuses common ones.
 */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** Length in characters of a search, and of a cursor. */
export const QUERY_LENGTH = { q: 100, apres: 500 } as const;

/** How many addresses one account keeps. */
export const MAX_ADRESSES = 20;

/**
 * The largest order of a guest, in pieces: of one product, and in all. An order costs a guest nothing, and takes the stock
 * from everyone else; an account can order more.
 */
export const GUEST_ORDER = { ofOneProduct: 10, inAll: 30 } as const;

/**
 * A guest's order above this sum waits for staff at most so long. Defaults: a shop can set others (README, environment).
 */
export const GUEST_CONFIRMATION = { aboveCentimes: 100_000, hours: 48 } as const;

/** How long an order waits for its online payment, with its stock. */
export const PAYMENT_MINUTES = 30;

/** The countries that the shop delivers to: ISO 3166-1 alpha-2. */
export const PAYS = ['FR', 'BE', 'LU', 'CH', 'MC'] as const;

/**
 * The public is told the stock up to this number, which means that or more: so most orders change nothing that the public
 * reads, and the shop does not tell what it sells.
 */
export const STOCK_TOLD_UP_TO = 10;

/** A stock as the public is told it. */
export const toldStock = (stock: number): number => Math.min(stock, STOCK_TOLD_UP_TO);

/** The web vitals that the register keeps for each release; the others are at /metrics only. */
export const RELEASE_VITALS = ['LCP', 'INP', 'CLS'] as const;
export type ReleaseVital = (typeof RELEASE_VITALS)[number];

/** Matches are counted up to this number, so that counting a long list costs no more than counting a short one. */
export const COUNTED_UP_TO = 1_000;

/** A count as it is told: `COUNTED_UP_TO` and one when there are more. */
export const toldCount = (count: number): number => Math.min(count, COUNTED_UP_TO + 1);
