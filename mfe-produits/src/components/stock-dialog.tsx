import type { ApiError } from '@boutique/contracts/client';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { type FormEvent, useState } from 'react';
import { useProduitChanges } from '../api/administration.ts';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  produit: { id: string; nom: string; stock: number };
  onClose: () => void;
}

/** Adds to a product's stock, or takes from it: so that what is sold meanwhile stays counted. */
export function StockDialog({ produit: { id, nom, stock }, onClose }: Props) {
  const { admin: texts } = useTexts();
  const { moveStock } = useProduitChanges();
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (moveStock.isPending) return;
    const variation = Number(new FormData(event.currentTarget).get('variation'));
    const usable = Number.isInteger(variation) && variation !== 0;
    setWrong(!usable);
    if (usable) moveStock.mutate({ id, variation }, { onSuccess: onClose });
  };
  const code = (moveStock.error as ApiError | null)?.code;
  const error = wrong
    ? texts.stockWhole
    : code === 'stock-insuffisant'
      ? texts.stockTooFew
      : moveStock.isError
        ? texts.failed
        : undefined;
  return (
    <Dialog title={texts.stockOf(nom)} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Field label={texts.variation} hint={texts.variationHint(stock)} error={error}>
          {(control) => <input name="variation" type="number" step={1} autoFocus {...control} />}
        </Field>
        <DialogActions>
          <Button type="submit">{texts.save}</Button>
          <Button variant="secondary" onClick={onClose}>
            {texts.cancel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
