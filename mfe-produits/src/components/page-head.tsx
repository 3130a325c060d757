import { PageAddress, useShell } from '@boutique/facade';
import { useTexts } from '../texts/use-texts.ts';
import { shortened } from './shortened.ts';

interface Props {
  title: string;
  description: string;
  /** The address that search engines shall keep, without choices that show the same content. */
  path: string;
  /** The address of a picture for link previews. */
  image?: string | undefined;
}

/** The head of a public page, for search engines and link previews. React puts it into `<head>`. */
export function PageHead({ title, description, path, image }: Props) {
  const { shop } = useTexts();
  const { origin } = useShell();
  const full = `${title} – ${shop}`;
  const short = shortened(description);
  return (
    <>
      <title>{full}</title>
      <meta name="description" content={short} />
      <PageAddress path={path} />
      <meta property="og:title" content={full} />
      <meta property="og:description" content={short} />
      {image && <meta property="og:image" content={origin + image} />}
    </>
  );
}

/** The head of a page that search engines shall not keep. */
export function PrivateHead({ title }: { title: string }) {
  const { shop } = useTexts();
  return (
    <>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
    </>
  );
}
