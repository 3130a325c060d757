import { PASSWORD_LENGTH, PAYS } from './limits.ts';

// The rules for typed texts, the same in pages and API. No schemas here, so that no schema library reaches browsers.

/** The ways in which a typed text can be wrong. The API and each slice have one sentence for each. */
export type Fault = 'missing' | 'characters' | 'tooShort' | 'tooLong' | 'email' | 'codePostal' | 'slug';

/** Finds the fault of one field, given the other fields of its form. */
export interface FieldRule {
  readonly fault: (typed: string, others?: Readonly<Record<string, string | undefined>>) => Fault | undefined;
}

/** One rule: `clean` gives the text to store, `fault` names the fault. `max` is in UTF-16 units, like `maxlength`. */
export interface TextRule extends FieldRule {
  readonly max: number;
  readonly clean: (typed: string) => string;
  /** The same rule in JSON Schema, as far as JSON Schema can express it. */
  readonly json: { minLength?: number; maxLength?: number; pattern?: string; format?: string };
}

/** For choices, and for texts that may have been chosen under other rules: the password to sign in with. */
export const REQUIRED: FieldRule = { fault: (typed) => (typed === '' ? 'missing' : undefined) };

/** Control characters, halves of surrogate pairs, and characters that reverse the direction of the text (UAX 9). */
const UNUSABLE = '\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069';
const unusable = new RegExp(`[${UNUSABLE}]`, 'u');
/** Hangul fillers count as letters and the blank Braille pattern as a symbol, yet both are invisible. */
const hasVisible = (text: string) =>
  /(?!\p{Default_Ignorable_Code_Point}|\u2800)[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}]/u.test(text);

/**
 * Gives the text in NFC, with `\n` at line ends and without white space around; empty when nothing in it is visible.
 */
export function cleanText(typed: string): string {
  const text = typed
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .normalize('NFC')
    .trim();
  return hasVisible(text) || unusable.test(text) ? text : '';
}

function textRule(max: number, { optional = false, lines = false } = {}): TextRule {
  return {
    max,
    clean: cleanText,
    fault(typed) {
      const text = cleanText(typed);
      if (unusable.test(lines ? text.replace(/[\n\t]/g, '') : text)) return 'characters';
      if (text === '') return optional ? undefined : 'missing';
      return text.length > max ? 'tooLong' : undefined;
    },
    json: {
      ...(!optional && { minLength: 1 }),
      maxLength: max,
      pattern: lines ? `^(?:[^${UNUSABLE}]|[\\n\\r\\t])*$` : `^[^${UNUSABLE}]*$`,
    },
  };
}

/** The rule of browsers: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address */
const EMAIL_PATTERN =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/**
 * Gives an address as `<input type="email">` does: without white space around, the domain in ASCII (UTS 46). Some
 * browsers and all other clients leave the domain as typed, so that both the pages and the API convert it.
 */
export function cleanEmail(typed: string): string {
  const text = typed.trim();
  const [, local, domain] = /^([^@]*@)([^@]+)$/.exec(text) ?? [];
  // URL would read characters that no host may have as the start of a path or port, or drop them
  if (!local || !domain || /^[ -~]+$/.test(domain) || /[\p{Cc}\p{Z}#%/:<>?[\\\]^|]/u.test(domain)) return text;
  const url = `http://${domain}`;
  return URL.canParse(url) ? local + new URL(url).hostname : text;
}

export const EMAIL: TextRule = {
  max: 254,
  clean: cleanEmail,
  fault(typed) {
    const text = cleanEmail(typed);
    if (text === '') return 'missing';
    if (text.length > EMAIL.max) return 'tooLong';
    return EMAIL_PATTERN.test(text) ? undefined : 'email';
  },
  // no pattern: the domain may also be sent before its conversion to ASCII
  json: { format: 'email', minLength: 1, maxLength: 254 },
};

/**
 * A new password, kept as typed. Its length is counted as the API does: characters of NFKC (NIST SP 800-63B, 3.1.1.2).
 */
export const NEW_PASSWORD: TextRule = {
  max: PASSWORD_LENGTH.max,
  clean: (typed) => typed,
  fault(typed) {
    if (typed === '') return 'missing';
    if (typed.includes('\0') || !typed.isWellFormed()) return 'characters';
    const length = passwordLength(typed);
    return length < PASSWORD_LENGTH.min ? 'tooShort' : length > PASSWORD_LENGTH.max ? 'tooLong' : undefined;
  },
  json: { minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max },
};

export const passwordLength = (typed: string): number => [...typed.normalize('NFKC')].length;

/** The name of a person or of an account. */
export const NOM = textRule(100);

/** https://www.upu.int/en/postal-solutions/programmes-services/addressing-solutions */
export const CODES_POSTAUX: Readonly<Record<(typeof PAYS)[number], RegExp>> = {
  // by department: 01 to 95, 20 for Corsica, and five overseas; the shop does not deliver to overseas collectivities
  FR: /^(?:(?:0[1-9]|[1-8]\d|9[0-5])\d|97[1-46])\d\d$/,
  BE: /^\d{4}$/,
  LU: /^(?:[Ll]-?)?\d{4}$/,
  CH: /^\d{4}$/,
  MC: /^980\d\d$/,
};
/** The codes of the overseas departments of France. */
export const OUTRE_MER = /^97[1-46]\d\d$/;
const countryOf = (typed = '') => PAYS.find((pays) => pays === typed);

const codeLine = textRule(10);
const codePostal: TextRule = {
  ...codeLine,
  /** Checks the code by the rule of the address's country, when the form has one. */
  fault(typed, { pays } = {}) {
    const country = countryOf(pays);
    const isOther = country && !CODES_POSTAUX[country].test(cleanText(typed));
    return codeLine.fault(typed) ?? (isOther ? 'codePostal' : undefined);
  },
};
const pays: FieldRule = { fault: (typed) => (countryOf(typed) ? undefined : 'missing') };

/** The fields of a postal address. */
export const ADRESSE = {
  nom: NOM,
  rue: textRule(200),
  complement: textRule(200, { optional: true }),
  codePostal,
  ville: textRule(100),
  pays,
} as const;

export const AVIS = { titre: textRule(120), texte: textRule(2_000, { lines: true }) } as const;

/** The texts of a product; all but the brand are written in each language. */
export const PRODUIT = {
  nom: textRule(200),
  description: textRule(4_000, { lines: true }),
  marque: textRule(100),
  alt: textRule(300),
  caracteristique: textRule(100),
  valeur: textRule(300),
} as const;

/** One term of a group of synonyms, which has at least a letter or digit of the Latin alphabet, and the size of a group. */
export const SYNONYME = textRule(60);
export const TERMES = { min: 2, max: 12 } as const;

/** A short name for URLs: lower-case ASCII words joined by hyphens. */
export const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const SLUG: TextRule = {
  max: 80,
  clean: (typed) => typed,
  fault(typed) {
    if (typed === '') return 'missing';
    if (!SLUG_PATTERN.test(typed)) return 'slug';
    return typed.length > SLUG.max ? 'tooLong' : undefined;
  },
  json: { pattern: SLUG_PATTERN.source, minLength: 1, maxLength: 80 },
};

/** The reason for a change of traffic. */
export const REASON = textRule(300);
export const TOKEN_NAME = textRule(60);

/** Bounds of the numbers that staff enters, both included. Prices in cents. */
export const PRIX_CENTIMES = { min: 0, max: 100_000_000 } as const;
export const STOCK = { min: 0, max: 1_000_000 } as const;
export const VARIATION_STOCK = { min: -1_000_000, max: 1_000_000 } as const;
export const MAX_IMAGES = 8;
export const MAX_CARACTERISTIQUES = 40;
/** Limits of an uploaded picture. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
export const IMAGE_MAX_BYTES = 8 * 1024 * 1024;

/** The faults of these texts, by field name. */
export function faultsOf<Name extends string>(
  rules: Readonly<Record<Name, FieldRule>>,
  texts: Readonly<Partial<Record<NoInfer<Name>, string | undefined>>>,
): Partial<Record<Name, Fault>> {
  const entries = Object.entries<FieldRule>(rules).map(([name, rule]) => [
    name,
    rule.fault(texts[name as Name] ?? '', texts),
  ]);
  return Object.fromEntries(entries.filter(([, fault]) => fault)) as Partial<Record<Name, Fault>>;
}
