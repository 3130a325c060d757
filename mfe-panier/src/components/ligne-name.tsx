import { Link } from '@boutique/facade';

/** A product's name, with a link to its page while it has one. */
export const LigneName = ({ nom, slug }: { nom: string; slug: string | null }) =>
  slug ? <Link to={`/produits/${slug}`}>{nom}</Link> : <span>{nom}</span>;
