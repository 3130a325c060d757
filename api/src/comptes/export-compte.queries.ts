import type { ExportCompte } from '@boutique/contracts/comptes';
import type { Knex } from 'knex';
import { listAdresses } from './adresses.queries.ts';
import { readCompte } from './comptes.queries.ts';

/** All data of one person, with the field names of the rest of the API. */
export async function exportCompte(db: Knex, id: string): Promise<ExportCompte> {
  const [compte, adresses, commandes, favoris, avis, sessions] = await Promise.all([
    readCompte(db, id),
    listAdresses(db, id),
    commandesOf(db, id),
    db('favoris as f')
      .join('acheteurs as a', 'a.id', 'f.acheteur_id')
      .where({ 'a.utilisateur_id': id })
      .orderBy('f.ajoute_le', 'desc')
      .pluck<string[]>('f.produit_id'),
    db('avis')
      .where({ utilisateur_id: id })
      .orderBy('id')
      .select('id', 'produit_id as produitId', 'auteur', 'note', 'titre', 'texte', 'langue', 'cree_le as creeLe'),
    db('sessions').where({ utilisateur_id: id }).orderBy('cree_le').select('cree_le as creeLe', 'vue_le as vueLe'),
  ]);
  return {
    exporteLe: new Date().toISOString(),
    compte,
    adresses,
    commandes,
    favoris,
    avis: avis.map((row) => ({ ...row, creeLe: row.creeLe.toISOString() })),
    sessions: sessions.map(({ creeLe, vueLe }) => ({ creeLe: creeLe.toISOString(), vueLe: vueLe.toISOString() })),
  };
}

async function commandesOf(db: Knex, utilisateurId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await db.raw(
    `select c.id, c.numero, c.statut, c.email, c.adresse, c.livraison, c.paiement,
       c.sous_total_centimes::float8 as "sousTotalCentimes", c.livraison_centimes as "livraisonCentimes",
       c.total_centimes::float8 as "totalCentimes", c.cree_le as "creeLe",
       (select json_agg(json_build_object('produitId', l.produit_id, 'nom', l.nom_fr, 'prixCentimes', l.prix_centimes,
          'quantite', l.quantite) order by l.position)
        from lignes_commande l where l.commande_id = c.id) as lignes
     from commandes c join acheteurs a on a.id = c.acheteur_id
     where a.utilisateur_id = ? order by c.id`,
    [utilisateurId],
  );
  return rows.map((row: { creeLe: Date }) => ({ ...row, creeLe: row.creeLe.toISOString() }));
}
