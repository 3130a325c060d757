import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  const { panier: texts, shop } = useTexts();
  return (
    <>
      <title>{`${texts.title} – ${shop}`}</title>
      <StatePanel
        tone="vide"
        heading="h1"
        title={texts.empty}
        actions={
          <Link to="/produits" className={buttonClass()}>
            {texts.seeCatalogue}
          </Link>
        }
      >
        {texts.emptyText}
      </StatePanel>
    </>
  );
}
