import { formatCount } from '@boutique/contracts/numbers';
import type { Texts } from '../fr.ts';

export const journal: Texts['journal'] = {
  title: 'Audit',
  lead: 'Who changed what in the shop, the newest first.',
  loading: 'Loading the audit…',
  failed: 'The audit does not answer',
  count: (n) => `${formatCount(n, 'en')} ${n === 1 ? 'change' : 'changes'}`,
  seeCommande: 'See the order',
  objet: 'About',
  objets: {
    produit: 'Products',
    commande: 'Orders',
    utilisateur: 'Accounts',
    avis: 'Reviews',
    image: 'Pictures',
    synonyme: 'Synonyms',
    slice: 'Releases',
  },
  list: 'What was changed',
  erased: 'A deleted account',
  sentences: {
    statut: (avant, apres) => `moved an order from “${avant}” to “${apres}”`,
    role: (what, role) => `gave the role “${role}” to the account ${what}`,
    enabled: (what) => `enabled the account ${what}`,
    disabled: (what) => `disabled the account ${what}`,
    created: (what) => `created the product ${what}`,
    changed: (what, fields) => `changed the product ${what}${fields && ` (${fields})`}`,
    archived: (what) => `archived the product ${what}`,
    deleted: (what) => `deleted the product ${what}`,
    stock: (what, avant, apres) => `changed the stock of the product ${what}: ${avant} → ${apres}`,
    avis: (auteur) => `deleted a review${auteur && ` by ${auteur}`}`,
    image: () => 'added a picture',
    synonymes: (termes, action) => {
      const done = { 'synonyme-cree': 'added', 'synonyme-supprime': 'deleted' }[action] ?? 'changed';
      return `${done} the synonyms ${termes}`;
    },
    traffic: (release, traffic) => `gave ${traffic}% of the traffic to ${release}`,
    rollback: (release) => `rolled back to ${release}`,
    retired: (slice) => `took ${slice} out of service`,
    tokenCreated: (slice, name) => `created the token “${name}” of ${slice}`,
    tokenRevoked: (slice, name) => `revoked the token “${name}” of ${slice}`,
    reason: (reason) => ` (${reason})`,
    other: (action, objet) => `${action} (${objet})`,
  },
  produitFields: {
    slug: 'address',
    nom: 'name',
    description: 'description',
    categorie: 'category',
    marque: 'brand',
    prixCentimes: 'price',
    images: 'pictures',
    caracteristiques: 'specifications',
    actif: 'on sale',
  },
};
