// What forms know before they ask. No schemas here: they stay out of what browsers load.

/** Length of a password in characters. No rules of composition (NIST SP 800-63B, 3.1.1.2); the API refuses common ones. */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** How many addresses one account keeps. */
export const MAX_ADRESSES = 20;

/** Where the shop delivers: ISO 3166-1 alpha-2. */
export const PAYS = ['FR', 'BE', 'LU', 'CH', 'MC'] as const;
