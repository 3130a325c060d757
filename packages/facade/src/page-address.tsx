import { localizedPath } from '@boutique/contracts/localized-path';
import { useShell } from './shell-context.tsx';

/** The full address, in this page's language, of a path as slices declare it. For search engines and previews. */
export function usePublicUrl(): (path: string) => string {
  const { origin, locale } = useShell();
  return (path) => origin + localizedPath(locale, path);
}

/**
 * Tells search engines a public page's address in this language, which they shall keep, and in the others. React puts it
 * into `<head>`. https://developers.google.com/search/docs/specialty/international/localized-versions
 * @param path as slices declare it, without choices that show the same content
 */
export function PageAddress({ path }: { path: string }) {
  const { origin } = useShell();
  const own = usePublicUrl()(path);
  return (
    <>
      <link rel="canonical" href={own} />
      <link rel="alternate" hrefLang="fr" href={origin + localizedPath('fr', path)} />
      <link rel="alternate" hrefLang="en" href={origin + localizedPath('en', path)} />
      {/* for all other languages: this one leads each visitor to the preferred language */}
      <link rel="alternate" hrefLang="x-default" href={origin + localizedPath('fr', path)} />
      <meta property="og:url" content={own} />
    </>
  );
}
