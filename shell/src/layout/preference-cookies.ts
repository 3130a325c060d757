const YEAR_S = 31_536_000;

/** One choice of a browser as a cookie that scripts can change, too; null deletes it. */
export const preferenceCookie = (name: 'theme' | 'langue' | 'inspector', value: string | null): string =>
  `${name}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : YEAR_S}; SameSite=Lax`;

const CHOICES = { langue: ['fr', 'en'], theme: ['light', 'dark', 'system'] } as const;

/** The cookies of a form with `langue` or `theme`; the theme `system` is no choice. */
export const preferenceCookies = (fields: ReadonlyMap<string, string>): string[] =>
  (['langue', 'theme'] as const).flatMap((name) => {
    const chosen = CHOICES[name].find((value) => value === fields.get(name));
    return chosen ? [preferenceCookie(name, chosen === 'system' ? null : chosen)] : [];
  });
