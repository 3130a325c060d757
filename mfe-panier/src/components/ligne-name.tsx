import { Link } from '@boutique/facade';

/** A product's name that leads to its page, as long as it has one. */
export const LigneName = ({ nom, slug }: { nom: string; slug: string | null }) =>
  slug ? <Link to={`/produits/${slug}`}>{nom}</Link> : <span>{nom}</span>;
