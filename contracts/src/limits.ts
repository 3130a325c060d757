// Limits that forms know before they send. No schemas here, so that no schema library reaches browsers.

/**
 * Length of a password in characters. No rules of composition (NIST SP 800-63B, 3.1.1.2); the API refuses common ones.
 */
export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** How many addresses one account keeps. */
export const MAX_ADRESSES = 20;

/** The countries that the shop delivers to: ISO 3166-1 alpha-2. */
export const PAYS = ['FR', 'BE', 'LU', 'CH', 'MC'] as const;
