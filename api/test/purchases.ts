import { randomUUID } from 'node:crypto';
import type { Database } from '../src/platform/db/database.ts';

/** An order of one product by an account, as if it had gone through the shop. @returns its id */
export async function recordPurchase(
  db: Database,
  { utilisateurId, produitId, statut = 'livree' }: { utilisateurId: string; produitId: string; statut?: string },
): Promise<string> {
  const [{ id: acheteurId }] = await db('acheteurs')
    .insert({ utilisateur_id: utilisateurId })
    .onConflict('utilisateur_id')
    .merge()
    .returning('id');
  const [{ id: commandeId }] = await db('commandes')
    .insert({
      numero: randomUUID(),
      acheteur_id: acheteurId,
      statut,
      livraison: 'standard',
      paiement: 'a-la-livraison',
      nombre_articles: 1,
      sous_total_centimes: 4_990,
      livraison_centimes: 490,
      total_centimes: 5_480,
    })
    .returning('id');
  await db('lignes_commande').insert({
    commande_id: commandeId,
    position: 0,
    produit_id: produitId,
    nom_fr: 'Clavier',
    nom_en: 'Keyboard',
    prix_centimes: 4_990,
    quantite: 1,
  });
  return commandeId;
}
