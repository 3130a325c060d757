import { PASSWORD_LENGTH, PAYS } from './limits.ts';

// The rules of what people type, for pages and API alike. No schemas here: they stay out of what browsers load.

/** The names of the rules that a typed text can break: the API and each slice have one sentence for each. */
export type Fault = 'missing' | 'characters' | 'tooShort' | 'tooLong' | 'email' | 'codePostal' | 'slug';

/** What is wrong with a field, among the others of its form. */
export interface FieldRule {
  readonly fault: (typed: string, others?: Readonly<Record<string, string | undefined>>) => Fault | undefined;
}

/** One rule: what is kept of a typed text, and what is wrong with it. `max` is in UTF-16 units, like `maxlength`. */
export interface TextRule extends FieldRule {
  readonly max: number;
  readonly clean: (typed: string) => string;
  /** The same in JSON Schema, as far as that goes. */
  readonly json: { minLength?: number; maxLength?: number; pattern?: string; format?: string };
}

/** A choice, or a text that any rule may have been for when it was chosen: the password to sign in with. */
export const REQUIRED: FieldRule = { fault: (typed) => (typed === '' ? 'missing' : undefined) };

/** Control characters, halves of surrogate pairs, and those that turn the direction of the text around them (UAX 9). */
const UNUSABLE = '\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069';
const unusable = new RegExp(`[${UNUSABLE}]`, 'u');
/** Hangul fillers are letters, and the blank Braille pattern is a symbol: neither can be seen. */
const hasVisible = (text: string) =>
  /(?!\p{Default_Ignorable_Code_Point}|\u2800)[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}]/u.test(text);

/** NFC, `\n` at line ends, no white space around; empty when nothing of it can be seen. */
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

/** What browsers accept: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address */
const EMAIL_PATTERN =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/**
 * An address as `<input type="email">` gives it: without white space around, the domain in ASCII (UTS 46). Not all
 * browsers convert the domain, and other clients do not, so that pages and API both do.
 */
export function cleanEmail(typed: string): string {
  const text = typed.trim();
  const [, local, domain] = /^([^@]*@)([^@]+)$/.exec(text) ?? [];
  // of the characters that no host has, URL would make a path, a port or nothing
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
  // no pattern: a domain is accepted before its conversion, too
  json: { format: 'email', minLength: 1, maxLength: 254 },
};

/** A new password, kept as typed. It is as long as the API reads it: characters of NFKC (NIST SP 800-63B, 3.1.1.2). */
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
  FR: /^\d{5}$/,
  BE: /^\d{4}$/,
  LU: /^(?:[Ll]-?)?\d{4}$/,
  CH: /^\d{4}$/,
  MC: /^980\d\d$/,
};
const countryOf = (typed = '') => PAYS.find((pays) => pays === typed);

const codeLine = textRule(10);
const codePostal: TextRule = {
  ...codeLine,
  /** Held to the country of the address, where there is one. */
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

/** What staff writes of a product; names, descriptions and the like in each language. */
export const PRODUIT = {
  nom: textRule(200),
  description: textRule(4_000, { lines: true }),
  marque: textRule(100),
  alt: textRule(300),
  caracteristique: textRule(100),
  valeur: textRule(300),
} as const;

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

/** Why a release was put into service or taken out, and what a deploy token is for. */
export const REASON = textRule(300);
export const TOKEN_NAME = textRule(60);

/** Bounds of what staff enters as a number, included. Prices in cents. */
export const PRIX_CENTIMES = { min: 0, max: 100_000_000 } as const;
export const STOCK = { min: 0, max: 1_000_000 } as const;
export const VARIATION_STOCK = { min: -1_000_000, max: 1_000_000 } as const;
export const MAX_IMAGES = 8;
export const MAX_CARACTERISTIQUES = 40;
/** Limits of an uploaded picture. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
export const IMAGE_MAX_BYTES = 8 * 1024 * 1024;

/** What is wrong with these texts, by name. */
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
