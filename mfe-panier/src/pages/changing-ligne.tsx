import type { LignePanier as Ligne } from '@boutique/contracts/panier';
import { useFormPost } from '@boutique/facade';
import { useChangePanier } from '../api/change-panier.ts';
import { LignePanier } from '../components/ligne-panier.tsx';

interface Props {
  ligne: Ligne;
  onRemove: () => void;
}

/** A line with a changeable quantity. Each line has its own mutation, so that a refusal appears at its line. */
export function ChangingLigne({ ligne, onRemove }: Props) {
  const { produitId } = ligne;
  const { posted } = useFormPost('setLignePanier', { produitId });
  const { mutate, isIdle, error } = useChangePanier();
  return (
    <LignePanier
      ligne={ligne}
      error={isIdle ? (posted?.error ?? null) : error}
      onQuantity={(quantite) => mutate({ type: 'set', produitId, quantite })}
      onRemove={onRemove}
    />
  );
}
