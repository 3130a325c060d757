import type { Produit } from '@boutique/contracts/produits';
import { useFormPost } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { useTexts } from '../texts/use-texts.ts';

/** Adds one of the product by a form post, and goes on to the cart. */
export function AddByPost({ produit: { id, nom, stock }, compact }: { produit: Produit; compact: boolean }) {
  const { product: texts } = useTexts();
  const { form } = useFormPost('addLignePanier');
  return (
    <form {...form}>
      <input type="hidden" name="produitId" value={id} />
      <input type="hidden" name="quantite" value="1" />
      <input type="hidden" name="retour" value="/panier" />
      <Button
        type="submit"
        size={compact ? 'sm' : 'lg'}
        variant={compact ? 'secondary' : 'primary'}
        wide
        disabled={stock === 0}
        aria-label={compact ? texts.addOf(nom) : undefined}
      >
        {compact ? texts.addShort : texts.add}
      </Button>
    </form>
  );
}
