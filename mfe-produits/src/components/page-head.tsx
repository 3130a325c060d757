import { useShell } from '@boutique/facade';
import { useTexts } from '../texts/use-texts.ts';

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
      <link rel="canonical" href={origin + path} />
      <meta property="og:title" content={full} />
      <meta property="og:description" content={short} />
      <meta property="og:url" content={origin + path} />
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

/** Search engines show about this number of characters of a description. */
const LONGEST_DESCRIPTION = 160;

/** The beginning of a text, on one line, cut between two words. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_DESCRIPTION) return line;
  const cut = line.slice(0, LONGEST_DESCRIPTION);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[\s,;:.–-]+$/, '')}…`;
}
