import type { ApiError } from '@boutique/contracts/client';
import { type PostedForm, useQueryClient, useShell } from '@boutique/facade';
import { useEffect, useState } from 'react';
import { useChangePanier } from '../api/change-panier.ts';
import { panierQuery } from '../api/panier-sync.ts';
import { useRefusal } from '../components/use-refusal.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The time that a button shows its success, in milliseconds. */
const ADDED_MS = 2_000;

interface Produit {
  produitId: string;
  nom: string;
  /** The form as it was posted without scripts. */
  posted: PostedForm | undefined;
}

/** Adds a product to the cart, and reports the progress. */
export function useAddLigne({ produitId, nom, posted }: Produit) {
  const { locale } = useShell();
  const client = useQueryClient();
  const { mutate, isPending } = useChangePanier();
  const { refused } = useTexts();
  const refusalOf = useRefusal();
  const [added, setAdded] = useState(false);
  const [refusal, setRefusal] = useState(posted?.error ? refusalOf(posted.error, maximumOf(posted.error)) : null);

  useEffect(() => {
    if (!added) return;
    const timer = setTimeout(() => setAdded(false), ADDED_MS);
    return () => clearTimeout(timer);
  }, [added]);

  const explain = (error: Partial<ApiError>) => {
    const more = maximumOf(error);
    const lignes = client.getQueryData(panierQuery(locale).queryKey)?.lignes;
    const inCart = lignes?.find((ligne) => ligne.produitId === produitId)?.quantite ?? 0;
    if (error.code !== 'stock-insuffisant' || inCart === 0) return refusalOf(error, more);
    return more === 0 ? refused.allInCart : refused.leftInCart(inCart + more, inCart);
  };

  const add = (quantite: number) => {
    setRefusal(null);
    setAdded(false);
    mutate(
      { type: 'add', produitId, nom, quantite },
      {
        onSuccess: () => setAdded(true),
        onError: (error) => setRefusal(explain(error)),
      },
    );
  };
  const state: 'idle' | 'adding' | 'added' = isPending ? 'adding' : added ? 'added' : 'idle';
  return { add, state, refusal };
}

/** How many more the cart would take. */
const maximumOf = ({ problem }: Partial<ApiError>): number => problem?.erreurs?.[0]?.maximum ?? 0;
