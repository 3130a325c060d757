import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';

/** The empty cart, with a link to the catalogue. */
export function PanierEmpty({ children }: { children?: string }) {
  const { panier: texts, seeCatalogue } = useTexts();
  return (
    <StatePanel
      tone="vide"
      icon="cart"
      heading="h1"
      title={texts.empty}
      actions={
        <Link to="/produits" className={buttonClass()}>
          {seeCatalogue}
        </Link>
      }
    >
      {children ?? texts.emptyText}
    </StatePanel>
  );
}
