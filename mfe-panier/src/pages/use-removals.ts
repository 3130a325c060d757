import type { LignePanier } from '@boutique/contracts/panier';
import { useState } from 'react';
import { useChangePanier } from '../api/change-panier.ts';
import { useTexts } from '../texts/use-texts.ts';

/** A line that was taken out, and where it stood. */
export interface Removal {
  ligne: LignePanier;
  index: number;
}

/** Takes lines out of the cart; the last one can be put back for some seconds. */
export function useRemovals() {
  const { panier: texts } = useTexts();
  const { mutate } = useChangePanier();
  const [removal, setRemoval] = useState<Removal | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  return {
    removal,
    /** Why the last removal, or its undoing, did not come about. */
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
