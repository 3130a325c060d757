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
  /** The stock, as the page knows it. */
  stock: number;
  /** The form as it was posted without scripts. */
  posted: PostedForm | undefined;
}

/** Adds a product to the cart, and reports the progress. A refusal comes with the present stock. */
export function useAddLigne({ produitId, nom, stock, posted }: Produit) {
  const { api, locale } = useShell();
  const client = useQueryClient();
  const { mutate, isPending } = useChangePanier();
  const { refused } = useTexts();
  const refusalOf = useRefusal();
  const [added, setAdded] = useState(false);
  const [refusal, setRefusal] = useState(posted?.error ? refusalOf(posted.error, stock) : null);

  useEffect(() => {
    if (!added) return;
    const timer = setTimeout(() => setAdded(false), ADDED_MS);
    return () => clearTimeout(timer);
  }, [added]);

  const explain = async (error: Partial<ApiError>) => {
    if (error.code !== 'stock-insuffisant') return refusalOf(error, stock);
    // request the present stock: the page's is as old as the page
    const left = await api
      .request('get /api/produits/{id}', { params: { id: produitId }, query: { langue: locale } })
      .then(
        (produit) => produit.stock,
        () => stock,
      );
    const lignes = client.getQueryData(panierQuery(locale).queryKey)?.lignes;
    const inCart = lignes?.find((ligne) => ligne.produitId === produitId)?.quantite ?? 0;
    if (inCart === 0) return refusalOf(error, left);
    return inCart >= left ? refused.allInCart : refused.leftInCart(left, inCart);
  };

  const add = (quantite: number) => {
    setRefusal(null);
    setAdded(false);
    mutate(
      { type: 'add', produitId, nom, quantite },
      {
        onSuccess: () => setAdded(true),
        onError: (error) => void explain(error).then(setRefusal),
      },
    );
  };
  const state: 'idle' | 'adding' | 'added' = isPending ? 'adding' : added ? 'added' : 'idle';
  return { add, state, refusal };
}
