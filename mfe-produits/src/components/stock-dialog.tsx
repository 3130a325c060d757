import { VARIATION_STOCK } from '@boutique/contracts/field-rules';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useProduitChanges } from '../api/administration.ts';
import { useSentences } from '../texts/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';

const VARIATION = {
  fault(typed: string): 'stock' | undefined {
    const variation = Number(typed);
    const isPossible = variation >= VARIATION_STOCK.min && variation <= VARIATION_STOCK.max;
    return Number.isInteger(variation) && variation !== 0 && isPossible ? undefined : 'stock';
  },
};

interface Props {
  produit: { id: string; nom: string; stock: number };
  onClose: () => void;
}

/** Adds to or subtracts from a product's stock, so that sales in between stay counted. */
export function StockDialog({ produit: { id, nom, stock }, onClose }: Props) {
  const { admin: texts } = useTexts();
  const { moveStock } = useProduitChanges();
  const { props, errorOf, message, pending } = useForm({
    rules: { variation: VARIATION },
    say: useSentences(),
    send: async ({ variation }) => {
      await moveStock.mutateAsync({ id, variation: Number(variation) });
      onClose();
    },
    failed: () => texts.failed,
    explain: ({ code }) => (code === 'stock-insuffisant' ? { fields: { variation: texts.stockTooFew } } : undefined),
  });
  return (
    <Dialog title={texts.stockOf(nom)} onClose={onClose}>
      <form {...props}>
        <Field label={texts.variation} hint={texts.variationHint(stock)} error={errorOf('variation')}>
          {(control) => <input name="variation" type="number" step={1} autoFocus {...control} />}
        </Field>
        {message && <Notice tone="danger">{message}</Notice>}
        <DialogActions>
          <Button type="submit" aria-disabled={pending || undefined}>
            {texts.save}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {texts.cancel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
