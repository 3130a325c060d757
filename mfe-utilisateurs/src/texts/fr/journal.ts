import { formatCount } from '@boutique/contracts/numbers';

export const journal = {
  title: 'Journal',
  lead: 'Qui a changé quoi dans la boutique, le plus récent d’abord.',
  loading: 'Chargement du journal…',
  failed: 'Le journal ne répond pas',
  count: (n: number) => `${formatCount(n, 'fr')} ${n < 2 ? 'changement' : 'changements'}`,
  seeCommande: 'Voir la commande',
  objet: 'Objet',
  objets: {
    produit: 'Produits',
    commande: 'Commandes',
    utilisateur: 'Comptes',
    avis: 'Avis',
    image: 'Images',
    synonyme: 'Synonymes',
    slice: 'Versions',
  },
  list: 'Ce qui a été changé',
  erased: 'Un compte supprimé',
  /** The words between the author's name and the thing; `what` is a name or the beginning of an id. */
  sentences: {
    statut: (avant: string, apres: string) => `a fait passer une commande de « ${avant} » à « ${apres} »`,
    role: (what: string, role: string) => `a donné le rôle « ${role} » au compte ${what}`,
    enabled: (what: string) => `a réactivé le compte ${what}`,
    disabled: (what: string) => `a désactivé le compte ${what}`,
    created: (what: string) => `a créé le produit ${what}`,
    changed: (what: string, fields: string) => `a modifié le produit ${what}${fields && ` (${fields})`}`,
    archived: (what: string) => `a archivé le produit ${what}`,
    deleted: (what: string) => `a supprimé le produit ${what}`,
    stock: (what: string, avant: string, apres: string) => `a changé le stock du produit ${what} : ${avant} → ${apres}`,
    avis: (auteur: string) => `a supprimé un avis${auteur && ` de ${auteur}`}`,
    image: () => 'a ajouté une image',
    synonymes: (termes: string, action: string) => {
      const done = { 'synonyme-cree': 'a ajouté', 'synonyme-supprime': 'a supprimé' }[action] ?? 'a modifié';
      return `${done} les synonymes ${termes}`;
    },
    traffic: (release: string, traffic: number) => `a donné ${traffic} % du trafic à ${release}`,
    rollback: (release: string) => `est revenu à ${release}`,
    retired: (slice: string) => `a mis ${slice} hors service`,
    tokenCreated: (slice: string, name: string) => `a créé le jeton « ${name} » de ${slice}`,
    tokenRevoked: (slice: string, name: string) => `a révoqué le jeton « ${name} » de ${slice}`,
    reason: (reason: string) => ` (${reason})`,
    other: (action: string, objet: string) => `${action} (${objet})`,
  },
  produitFields: {
    slug: 'adresse',
    nom: 'nom',
    description: 'description',
    categorie: 'catégorie',
    marque: 'marque',
    prixCentimes: 'prix',
    images: 'images',
    caracteristiques: 'caractéristiques',
    actif: 'mise en vente',
  },
};
