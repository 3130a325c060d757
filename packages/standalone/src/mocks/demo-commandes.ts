import type { Commande, LigneCommande, Livraison, StatutCommande } from '@boutique/contracts/commandes';
import type { Adresse } from '@boutique/contracts/comptes';
import { livraisonPrevue } from '@boutique/contracts/delivery-dates';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { demoProduits } from '@boutique/demo-data/produits';
import { toProduit } from '@boutique/demo-data/to-produit';
import { mockLivraisons } from './livraisons.ts';
import type { MockShop } from './mock-shop.ts';
import { newId } from './new-id.ts';

const DAY_MS = 86_400_000;
const steps: StatutCommande[] = ['confirmee', 'preparee', 'expediee', 'livree'];

const lilas: Adresse = {
  nom: 'Camille Moreau',
  rue: '12 rue des Lilas',
  complement: 'Bâtiment B, 3e étage',
  codePostal: '75011',
  ville: 'Paris',
  pays: 'FR',
};
const marche: Adresse = {
  nom: 'Léa Rochat',
  rue: '3 place du Marché',
  codePostal: '1204',
  ville: 'Genève',
  pays: 'CH',
};
const longue: Adresse = {
  nom: 'Maximilienne-Alexandrine de Saint-Barthélemy-Vandenbroucke',
  rue: '148 boulevard de la Deuxième-Division-Blindée',
  codePostal: '1180',
  ville: 'Woluwe-Saint-Lambert',
  pays: 'BE',
};

/**
 * Age in days, status, address, products (index in the demo data, quantity), and whether the demo user made the order.
 */
const orders: [age: number, statut: StatutCommande, adresse: Adresse, bought: [number, number][], own: boolean][] = [
  [74, 'livree', lilas, [[3, 1]], true],
  [40, 'livree', marche, [[10, 1]], false],
  [33, 'annulee', lilas, [[21, 1]], true],
  [
    12,
    'expediee',
    longue,
    [
      [30, 4],
      [14, 1],
    ],
    false,
  ],
  [
    6,
    'expediee',
    lilas,
    [
      [17, 2],
      [28, 1],
    ],
    true,
  ],
  [
    2,
    'preparee',
    marche,
    [
      [8, 1],
      [25, 2],
    ],
    false,
  ],
  [1, 'confirmee', longue, [[5, 1]], false],
  [
    0.1,
    'confirmee',
    lilas,
    [
      [12, 1],
      [33, 1],
      [40, 2],
    ],
    true,
  ],
  [0.05, 'a-confirmer', longue, [[2, 1]], false],
];

/** Adds orders in every status, of the demo user and of others, with their audit entries. */
export function withDemoCommandes(shop: MockShop): MockShop {
  const user = shop.comptes.find(({ compte }) => compte.role === 'user')?.compte;
  const admin = shop.comptes.find(({ compte }) => compte.role === 'admin')?.compte;
  if (!user || !admin) throw new Error('The simulated shop needs an admin and a user');
  orders.forEach(([age, statut, adresse, bought, own], index) => {
    const commande = demoCommande(index, age, statut, adresse, bought);
    const email = own ? user.email : `${adresse.nom.split(/[\s-]/)[0]?.toLowerCase()}@exemple.example`;
    shop.commandes.push({ acheteur: own ? user.id : 'somebody else', commande: { ...commande, email } });
    commande.historique.slice(1).forEach(({ statut: apres, le, par }, step) => {
      if (par !== 'boutique') return;
      const details = { avant: commande.historique[step]?.statut, apres };
      const acteur = { id: admin.id, nom: admin.nom };
      shop.journal.push({
        id: newId(),
        le,
        acteur,
        action: 'statut',
        objet: 'commande',
        objetId: commande.id,
        details,
      });
    });
  });
  shop.journal.sort((a, b) => a.le.localeCompare(b.le));
  return shop;
}

function demoCommande(
  index: number,
  age: number,
  statut: StatutCommande,
  adresse: Adresse,
  bought: [number, number][],
): Commande {
  const start = Date.now() - age * DAY_MS;
  const waits = statut === 'a-confirmer';
  const passed =
    statut === 'annulee' ? ([steps[0], statut] as const) : waits ? [statut] : steps.slice(0, steps.indexOf(statut) + 1);
  const historique = passed.map((step, number) => ({
    statut: step as StatutCommande,
    le: new Date(start + number * 0.8 * DAY_MS).toISOString(),
    par: number === 0 || step === 'annulee' ? ('client' as const) : ('boutique' as const),
  }));
  const lignes = bought.map(([position, quantite]): LigneCommande => {
    const demo = demoProduits[position];
    if (!demo) throw new Error(`The demo data have no product number ${position}`);
    const { id: produitId, slug, nom, images, prixCentimes } = toProduit(demo, 'fr');
    const image = images[0] ?? null;
    return { produitId, slug, nom, image, prixCentimes, quantite, totalCentimes: prixCentimes * quantite };
  });
  const sousTotalCentimes = lignes.reduce((sum, { totalCentimes }) => sum + totalCentimes, 0);
  const express = index % 3 === 1;
  const mode = express ? 'express' : 'standard';
  const terms = mockLivraisons.find((livraison) => livraison.mode === mode) as Livraison;
  const livraisonCentimes = express ? 990 : sousTotalCentimes >= 5_000 ? 0 : 490;
  return {
    id: newId(),
    numero: `MBR-${['7K3QF2', 'B4WT9X', '2HNC6M', 'QR8D5V', 'X3JP7A', 'M9YE4K', 'C6TF2R', 'W5GA8H', 'T6ZB3K'][index]}`,
    statut,
    expireLe: waits ? new Date(start + GUEST_CONFIRMATION.hours * 3_600_000).toISOString() : null,
    lignes,
    sousTotalCentimes,
    livraison: mode,
    livraisonCentimes,
    livraisonPrevue: livraisonPrevue(start, terms),
    totalCentimes: sousTotalCentimes + livraisonCentimes,
    paiement: 'a-la-livraison',
    enLigne: null,
    email: null,
    adresse,
    historique,
    creeLe: new Date(start).toISOString(),
  };
}
