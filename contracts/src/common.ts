import * as z from 'zod/mini';

/** Languages of the shop's texts. French is the default everywhere. */
export const Langue = z.enum(['fr', 'en']);
export type Langue = z.output<typeof Langue>;

/** UTC, ISO 8601, as `Date.prototype.toISOString` writes it. */
export const Instant = z.iso.datetime();

/** A short name for URLs: lower-case ASCII words joined by hyphens. */
export const Slug = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), z.maxLength(80));

/** One text in every language of the shop. */
export const texteBilingue = (maxLength: number) => {
  const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(maxLength));
  return z.strictObject({ fr: text, en: text });
};

/** Kept as typed, compared without case. */
export const Email = z.email().check(z.maxLength(254));

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

/** Page by page: `apres` is a cursor out of `Link`. */
export const paging = {
  limite: z._default(integerParam(1, 100), 24),
  apres: z.optional(z.string().check(z.maxLength(500))),
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

/** Headers of every keyset-paged list. */
export const pagedHeaders = {
  'X-Total-Count': 'How many items match, over all pages',
  Link: 'RFC 8288: rel="next" is the URL of the next page; absent on the last one',
} as const;
