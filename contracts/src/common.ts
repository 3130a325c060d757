import * as z from 'zod/mini';
import { EMAIL, type Fault, SLUG, type TextRule } from './field-rules.ts';
import { COUNTED_UP_TO, QUERY_LENGTH } from './limits.ts';

/** Languages of the shop's texts. French is the default everywhere. */
export const Langue = z.enum(['fr', 'en']);
export type Langue = z.output<typeof Langue>;

/** UTC, ISO 8601, as `Date.prototype.toISOString` writes it. */
export const Instant = z.iso.datetime();

/** The expectation of a rule as a sentence, in French like all errors of the API. */
const expectations: Readonly<Record<Fault, (rule: TextRule) => string>> = {
  missing: () => 'Un texte visible est attendu',
  characters: () => 'Un texte sans caractère de contrôle ni de changement de sens est attendu',
  tooShort: ({ json }) => `Au moins ${json.minLength} caractères sont attendus`,
  tooLong: ({ max }) => `Au plus ${max} caractères sont attendus`,
  email: () => 'Une adresse e-mail est attendue, comme camille@exemple.fr',
  codePostal: () => 'Un code postal de ce pays est attendu',
  slug: () => 'Des lettres minuscules sans accent, des chiffres et des tirets simples sont attendus',
};

/** A typed text: cleaned, then checked by its rule. For input only: stored texts may be older than the rule. */
export const typed = (rule: TextRule) =>
  z
    .string()
    .check(
      z.overwrite(rule.clean),
      z.superRefine((text, { addIssue }) => {
        const fault = rule.fault(text);
        // `continue`: further errors of the same body are reported, too
        if (fault) addIssue({ code: 'custom', message: expectations[fault](rule), continue: true });
      }),
    )
    .register(z.globalRegistry, { ...rule.json });

/** A short name for URLs: lower-case ASCII words joined by hyphens. */
export const Slug = typed(SLUG);

/** One typed text in every language of the shop. */
export const texteBilingue = (rule: TextRule) => z.strictObject({ fr: typed(rule), en: typed(rule) });

/** Stored as typed, but with its domain in ASCII; compared without case. */
export const Email = typed(EMAIL);

export const Centimes = z.int().check(z.nonnegative());

/** An integer in a query string: digits only, so that `1e3`, `0x10` and an empty value are refused. */
export const integerParam = (minimum: number, maximum: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.regex(/^\d{1,10}$/, { error: `Un nombre entier de ${minimum} à ${maximum} est attendu` })),
      z.transform((digits: string) => Number(digits)),
    ),
    z.int().check(z.minimum(minimum), z.maximum(maximum)),
  );

/** `true` or `false` in a query string. */
export const booleanParam = z.pipe(
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((word: 'true' | 'false') => word === 'true'),
  ),
  z.boolean(),
);

/** Parameters of a paged list; `apres` is a cursor taken from `Link`. */
export const paging = {
  limite: z._default(integerParam(1, 100), 24),
  apres: z.optional(z.string().check(z.maxLength(QUERY_LENGTH.apres))),
};

/** `langue` in a query wins over `Accept-Language`. */
export const LangueQuery = z.strictObject({ langue: z.optional(Langue) });

/** Up to `maximum` ids of one query parameter, separated by commas. */
export const idsParam = (maximum: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(37 * maximum)),
      z.transform((text: string) => text.split(',')),
    ),
    z.array(z.uuidv7()).check(z.minLength(1), z.maxLength(maximum)),
  );

/** The schema of a told count. */
export const Nombre = z.int().check(z.minimum(0), z.maximum(COUNTED_UP_TO + 1));

/** Response headers of every paged list. */
export const pagedHeaders = {
  'X-Total-Count': `How many items match, over all pages; ${COUNTED_UP_TO + 1} when there are more than ${COUNTED_UP_TO}`,
  Link: 'RFC 8288: rel="next" is the URL of the next page; absent on the last one',
} as const;
