/** A product's row, to insert: what a test does not care about is filled in. */
export function produitRow(row: Record<string, unknown> = {}): Record<string, unknown> {
  const {
    slug = `produit-${crypto.randomUUID().slice(0, 8)}`,
    nom_fr = 'Clavier',
    description_fr = 'Un produit',
  } = row;
  return {
    slug,
    nom_fr,
    nom_en: row.nom_en ?? 'Keyboard',
    description_fr,
    description_en: 'A product',
    categorie: 'claviers',
    marque: 'Dactyle',
    prix_centimes: 4990,
    stock: 3,
    ...row,
  };
}

export const categorieRows = [
  { slug: 'claviers', nom_fr: 'Claviers', nom_en: 'Keyboards', ordre: 1 },
  { slug: 'souris', nom_fr: 'Souris', nom_en: 'Mice', ordre: 2 },
];
