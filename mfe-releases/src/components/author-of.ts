import type { useTexts } from '../texts/use-texts.ts';

/** Who changed something: an account's name as it is, a token or the shop itself in the page's language. */
export function authorOf(author: string, { history: texts }: ReturnType<typeof useTexts>): string {
  const known = (texts.authors as Partial<Record<string, string>>)[author];
  return known ?? (author.startsWith('token ') ? texts.token(author.slice('token '.length)) : author);
}
