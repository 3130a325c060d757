import type { LignePanier } from '@boutique/contracts/panier';
import { useState } from 'react';
import { useChangePanier } from '../api/change-panier.ts';
import { useTexts } from '../texts/use-texts.ts';

/** A removed line, and its place. */
export interface Removal {
  ligne: LignePanier;
  index: number;
}

/** Removes lines from the cart; the last removal can be undone for some seconds. */
export function useRemovals() {
  const { panier: texts } = useTexts();
  const { mutate } = useChangePanier();
  const [removal, setRemoval] = useState<Removal | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  return {
    removal,
    /** The failure of the last removal, or of its undoing. */
    failure,
    remove(ligne: LignePanier, index: number) {
      setFailure(null);
      setRemoval({ ligne, index });
      mutate(
        { type: 'remove', produitId: ligne.produitId },
        {
          onError: () => {
            setRemoval(null);
            setFailure(texts.removeFailed(ligne.nom));
          },
        },
      );
    },
    undo({ ligne }: Removal) {
      setRemoval(null);
      mutate(
        { type: 'set', produitId: ligne.produitId, quantite: Math.min(ligne.quantite, Math.max(1, ligne.stock)) },
        { onError: () => setFailure(texts.restoreFailed(ligne.nom)) },
      );
    },
    forget: () => setRemoval(null),
  };
}
