import type { Langue } from '@boutique/contracts/common';

/** The mood of a review of 4 or 5, of 3, and of 1 or 2 stars. */
export type Humeur = 'content' | 'partage' | 'decu';

/** Pairs of title and text. Each fits every product of its category; those under `*` fit any product. */
export type Textes = Record<Humeur, readonly (readonly [titre: string, texte: string])[]>;

const tous: Textes = {
  content: [
    ['Rien à redire', 'Conforme à la description, bien emballé, arrivé dans les temps. Je recommande.'],
    ['Très bon achat', 'Je l’ai depuis quelques semaines et je ne regrette pas mon choix.'],
    [
      'Exactement ce que je cherchais',
      'J’ai longtemps comparé avant de me décider. Les photos et la fiche disent vrai.',
    ],
    ['Du solide', 'Les finitions sont soignées, rien ne bouge, rien ne grince. On sent que c’est fait pour durer.'],
    [
      'Bon rapport qualité-prix',
      'On trouve plus cher ailleurs sans que ce soit mieux. À ce prix, c’est une bonne affaire.',
    ],
    ['Un cadeau réussi', 'Offert à ma fille pour son anniversaire, elle s’en sert tous les jours depuis.'],
    ['Simple et efficace', 'Sorti du carton, installé en cinq minutes, et il n’y a plus eu à y penser.'],
    [
      'Livraison rapide',
      'Commandé le lundi, reçu le mercredi. Le produit est à la hauteur, rien ne manquait dans la boîte.',
    ],
    ['Le deuxième que j’achète', 'Un pour la maison, un pour le bureau. Je n’aurais pas repris le même sans raison.'],
    ['Satisfait', 'Fait très bien ce qu’il annonce, sans en promettre plus. C’est rare.'],
    [
      'Belle surprise',
      'Je n’attendais pas autant de soin à ce prix. L’emballage est en carton, sans plastique, bon point.',
    ],
    ['Je recommande', 'Plusieurs collègues l’ont vu sur mon bureau et m’ont demandé la référence.'],
  ],
  partage: [
    ['Bien, sans plus', 'Il remplit son rôle, mais je m’attendais à des finitions un peu meilleures.'],
    ['Correct', 'Rien de grave à signaler, rien d’extraordinaire non plus. J’attendrais une promotion.'],
    [
      'Notice trop courte',
      'Le produit est bon, mais la notice tient en trois dessins. J’ai fini par chercher en ligne.',
    ],
    [
      'Bon produit, carton abîmé',
      'Le colis est arrivé enfoncé d’un côté. L’intérieur n’avait rien, mais ça fait mauvaise impression.',
    ],
    ['Mitigé', 'J’en suis content la plupart du temps, et puis un petit détail agace chaque jour.'],
  ],
  decu: [
    ['Déçu', 'Pas à la hauteur de ce que j’imaginais. Je l’ai renvoyé, le remboursement a été rapide.'],
    ['Trop cher pour ce que c’est', 'À moitié prix, je n’aurais rien dit. Là, j’en attendais davantage.'],
    [
      'Défaut au déballage',
      'Le premier exemplaire ne fonctionnait pas. L’échange s’est bien passé, mais j’ai perdu une semaine.',
    ],
    ['Pas pour moi', 'Sans doute bien pour d’autres usages, mais il ne répond pas au mien.'],
  ],
};

const anglais: Textes = {
  content: [
    ['Great purchase', 'Does exactly what it says. Delivery took two days and everything was in the box.'],
    ['Very happy with it', 'Well made and easy to set up. I have been using it daily for a month.'],
    ['Would buy again', 'I compared a lot of alternatives before ordering, and this was the right choice.'],
    ['Solid', 'Feels sturdier than the pictures suggest. No complaints so far.'],
    ['Good value', 'You can pay more elsewhere without getting more. Recommended.'],
  ],
  partage: [
    ['Decent', 'It does the job. I expected slightly better finishing at this price.'],
    ['Good, with a catch', 'The product itself is fine, but the printed instructions are close to useless.'],
  ],
  decu: [
    ['Not for me', 'I am sure it suits other people, but it did not fit the way I work. Returned without trouble.'],
    ['Expected more', 'Nothing is broken, it just does not live up to its price.'],
  ],
};

const parCategorie: Record<string, Textes> = {
  'ordinateurs-portables': {
    content: [
      [
        'Rapide et silencieux',
        'Il démarre en quelques secondes et on ne l’entend presque jamais, même avec vingt onglets ouverts.',
      ],
      [
        'Parfait pour les études',
        'Il tient dans le sac avec les cours, et la batterie suffit pour une journée à la faculté.',
      ],
      ['Bel écran', 'Les textes sont nets et on peut travailler près d’une fenêtre sans forcer sur les yeux.'],
      [
        'Remplace très bien mon ancien',
        'Après sept ans sur le précédent, la différence saute aux yeux. Le transfert des fichiers a pris une soirée.',
      ],
    ],
    partage: [
      [
        'Bonne machine, peu de prises',
        'Les performances sont là, mais j’ai dû acheter un adaptateur pour tout brancher.',
      ],
      ['Chauffe un peu', 'Très bien en bureautique. Dès qu’on lui en demande plus, le dessous devient chaud.'],
    ],
    decu: [
      [
        'Batterie décevante',
        'En visioconférence, je suis loin de l’autonomie annoncée. Il faut garder le chargeur avec soi.',
      ],
      ['Clavier trop mou', 'La machine est rapide, mais j’écris beaucoup et je ne m’habitue pas à la frappe.'],
    ],
  },
  'ordinateurs-fixes': {
    content: [
      ['Prêt à l’emploi', 'Branché, allumé, mis à jour dans la demi-heure. Le câblage intérieur est propre.'],
      ['Discret sous le bureau', 'On oublie qu’il est allumé. Même après une heure de calcul, le souffle reste doux.'],
      ['Démarre en un clin d’œil', 'Le temps de m’asseoir, il est prêt. Les mises à jour se font la nuit.'],
      ['Puissant comme il faut', 'Retouche photo, montage, comptabilité, il ne m’a encore jamais fait attendre.'],
    ],
    partage: [
      ['Bien, mais encombrant', 'Rien à dire sur les performances. Mesurez la place que vous avez avant de commander.'],
      [
        'Manque de prises en façade',
        'Bonne machine. Il faut se pencher derrière dès qu’on branche un appareil de plus.',
      ],
    ],
    decu: [
      [
        'Ventilation audible',
        'Dans une pièce calme, je l’entends plus que je ne voudrais. Un réglage a aidé, sans tout résoudre.',
      ],
      ['Un port capricieux', 'L’une des prises USB perd le contact. J’attends la réponse du service après-vente.'],
    ],
  },
  claviers: {
    content: [
      ['Un plaisir de frappe', 'Je tape toute la journée et mes doigts ont adopté la course des touches en une heure.'],
      [
        'Touches bien lisibles',
        'Les accents sont à leur place et le marquage tient bon, sans trace d’usure après deux mois.',
      ],
      ['Stable sur le bureau', 'Il ne glisse pas d’un millimètre. L’inclinaison est bonne pour mes poignets.'],
      ['Adopté au bureau', 'Je l’ai apporté au travail, et mes voisins ne se sont pas plaints du bruit.'],
    ],
    partage: [
      ['Il faut s’y faire', 'Agréable au bout d’une semaine. Au début, je faisais plus de fautes qu’avec l’ancien.'],
      ['Bonne frappe, petit défaut', 'Très agréable, sauf une touche qui sonne un peu plus creux que les autres.'],
    ],
    decu: [
      ['Barre d’espace bruyante', 'Les autres touches vont bien, mais celle-là claque, et c’est la plus utilisée.'],
      ['Trop haut pour moi', 'Sans repose-poignets, je fatigue au bout d’une heure.'],
    ],
  },
  souris: {
    content: [
      ['Tient bien en main', 'La forme me va tout de suite, et je n’ai plus mal au poignet le soir.'],
      ['Précise', 'Le pointeur va où je veux, même pour les petites retouches.'],
      ['Clics agréables', 'Nets sans être bruyants. La molette avance par crans réguliers.'],
      ['Reconnue tout de suite', 'Aucun pilote à installer, sur mon PC comme sur le Mac de ma compagne.'],
    ],
    partage: [
      ['Un peu grande', 'Bonne souris, mais j’ai de petites mains et j’atteins mal les boutons du côté.'],
      ['Revêtement qui marque', 'Très bien à l’usage. Les traces de doigts se voient vite.'],
    ],
    decu: [
      ['Molette trop sensible', 'Elle défile parfois d’un cran de trop. Pour les tableaux, c’est pénible.'],
      ['Pas faite pour ma main', 'Après deux semaines d’essai, je suis revenu à l’ancienne.'],
    ],
  },
  ecrans: {
    content: [
      ['Image superbe', 'Les couleurs sont justes dès le départ et l’éclairage est régulier jusque dans les coins.'],
      ['Confortable toute la journée', 'Huit heures par jour devant, et mes yeux sont moins fatigués qu’avant.'],
      ['Installé en dix minutes', 'Sorti du carton, branché, réglé. Depuis, il n’a pas bougé.'],
      ['Aucun pixel mort', 'J’ai vérifié sur fond noir et sur fond blanc. Dalle impeccable.'],
    ],
    partage: [
      ['Menu peu pratique', 'L’image est bonne, mais on se perd dans les réglages avec ces petits boutons.'],
      ['Reflets le matin', 'Face à une fenêtre, il faut baisser le store. Le reste du temps, rien à dire.'],
    ],
    decu: [
      ['Fuite de lumière', 'Sur fond sombre, un coin est plus clair que le reste. Pour les films, ça gêne.'],
      ['Câble fourni trop court', 'Il ne descend pas jusqu’à la machine posée au sol. J’ai dû en racheter un.'],
    ],
  },
  audio: {
    content: [
      ['Le son est net', 'Les voix sont claires, rien ne grésille. Mes interlocuteurs et moi entendons la différence.'],
      ['Fait oublier l’ancien', 'Je n’imaginais pas un tel écart avec le précédent, à la maison comme au bureau.'],
      ['Réglages simples', 'Tout se règle sans application ni compte à créer, c’est devenu rare.'],
      ['Idéal en télétravail', 'Trois réunions par jour, et plus personne ne me demande de répéter.'],
    ],
    partage: [
      ['Bon son, commandes trop petites', 'La qualité est là. Au toucher, je confonds encore les boutons.'],
      ['Diode trop vive', 'Rien à dire du son. La petite diode, elle, éclaire la pièce le soir.'],
    ],
    decu: [
      ['Souffle audible', 'À fort volume, on entend un léger souffle. Acceptable en réunion, pas pour enregistrer.'],
      ['Liaison instable', 'Deux coupures en une semaine. Peut-être mon ordinateur, mais l’ancien n’en avait pas.'],
    ],
  },
  stockage: {
    content: [
      ['Les débits sont là', 'J’ai mesuré en copiant mes photos, c’est bien ce qui est annoncé.'],
      [
        'Sauvegardes tranquilles',
        'Toutes mes archives tiennent dessus, et la copie de la nuit se termine avant le matin.',
      ],
      ['Ne chauffe pas', 'Même après une longue copie, il reste tiède. Je m’en sers chaque jour.'],
      ['Reconnu du premier coup', 'Aucun pilote, aucun réglage, il est apparu tout de suite.'],
    ],
    partage: [
      ['Rapide, puis moins', 'Les premiers gigaoctets filent. Sur une très grosse copie, le débit baisse.'],
      ['Voyant trop vif', 'Il fonctionne très bien. La nuit, sa petite lumière se voit de loin.'],
    ],
    decu: [
      ['Plus lent que prévu', 'Avec mes petits fichiers, je suis loin des chiffres de la fiche.'],
      ['À préparer soi-même', 'Il a fallu le formater avant de s’en servir. Rien ne l’indique dans la boîte.'],
    ],
  },
  accessoires: {
    content: [
      ['Indispensable', 'Je m’en suis passé pendant des années, je ne sais plus pourquoi.'],
      ['Bien conçu', 'On voit que quelqu’un s’en est servi avant de le vendre. Chaque détail tombe juste.'],
      [
        'Tout est plus simple',
        'Plus propre, plus pratique, et je n’y pense même plus. Mon installation en avait besoin.',
      ],
      ['Montage sans peine', 'Tout était dans le carton. Un quart d’heure plus tard, je m’en servais.'],
    ],
    partage: [
      ['Utile, mais voyant', 'Il rend service tous les jours. J’aurais préféré une couleur plus discrète.'],
      ['Fait le travail', 'Ni mieux ni moins bien qu’un autre. La garantie a fait pencher la balance.'],
    ],
    decu: [
      ['Plus fragile qu’il n’en a l’air', 'Une pièce a pris du jeu au bout d’un mois. On me l’a remplacée.'],
      ['Odeur au déballage', 'Il a fallu l’aérer trois jours avant de s’en servir. Depuis, ça va.'],
    ],
  },
};

/** The pools to choose from for a category, its own texts first. */
export function textesFor(categorie: string, langue: Langue): Textes {
  if (langue === 'en') return anglais;
  const own = parCategorie[categorie];
  if (!own) throw new Error(`avis-textes.ts: write texts for the category "${categorie}"`);
  return {
    content: [...own.content, ...tous.content],
    partage: [...own.partage, ...tous.partage],
    decu: [...own.decu, ...tous.decu],
  };
}

/** The authors of French reviews. */
export const auteurs = [
  'Camille R.',
  'Julien M.',
  'Fatou D.',
  'Nicolas B.',
  'Anaïs P.',
  'Karim H.',
  'Sophie L.',
  'Thomas G.',
  'Linh N.',
  'Mathilde V.',
  'Youssef A.',
  'Claire F.',
  'Antoine C.',
  'Inès S.',
  'Guillaume T.',
  'Aminata K.',
  'Pierre-Yves L.',
  'Marion D.',
  'Hugo R.',
  'Élodie M.',
  'Samuel B.',
  'Nadia Z.',
  'Vincent P.',
  'Charlotte G.',
  'Mehdi O.',
  'Lucie H.',
  'Baptiste J.',
  'Manon C.',
  'Rémi A.',
  'Yasmine B.',
  'François N.',
  'Zoé W.',
  'Olivier S.',
  'Soizic K.',
  'Denis E.',
  'Agathe Q.',
] as const;

/** The authors of English reviews. */
export const anglophones = [
  'Emma W.',
  'James O.',
  'Priya S.',
  'Liam K.',
  'Hannah B.',
  'Tom R.',
  'Grace A.',
  'Owen M.',
] as const;
