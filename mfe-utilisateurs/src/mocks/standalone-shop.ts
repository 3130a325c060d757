import { withDemoCommandes } from '@boutique/standalone/mocks/demo-commandes';
import { createMockShop, MOCK_PASSWORD, type MockShop } from '@boutique/standalone/mocks/mock-shop';
import { newId } from '@boutique/standalone/mocks/new-id';
import { roleOfSearch } from '@boutique/standalone/mocks/role-of-search';

const noms = [
  'Camille Durand',
  'Léa Rochat',
  'Noé Vandenbroucke',
  'Élodie Öztürk',
  'Jean-Marc de la Tour',
  'Maximilienne-Alexandrine de Saint-Barthélemy-Vandenbroucke',
];

/** The mock shop of the standalone page: orders, an address book and thirty accounts; `?role=` signs an account in. */
export function standaloneShop(search: string): MockShop {
  const shop = withDemoCommandes(createMockShop(roleOfSearch(search)));
  for (let index = 0; index < 30; index += 1) {
    const nom = noms[index % noms.length] ?? '';
    shop.comptes.push({
      motDePasse: MOCK_PASSWORD,
      compte: {
        id: newId(),
        nom,
        email: `${nom.split(/[\s-]/)[0]?.toLowerCase()}.${index}@exemple.example`,
        emailVerifie: index % 4 !== 1,
        role: index === 7 ? 'admin' : 'user',
        profilPublic: false,
        actif: index % 9 !== 4,
        creeLe: new Date(Date.UTC(2026, 2, 1 + index * 5, 9)).toISOString(),
      },
    });
  }
  if (shop.visiteur) {
    shop.visiteur.emailVerifie = shop.visiteur.role === 'admin';
    const adresse = { nom: shop.visiteur.nom, codePostal: '75011', ville: 'Paris', pays: 'FR' as const };
    shop.adresses.set(shop.visiteur.id, [
      { id: newId(), ...adresse, rue: '12 rue des Lilas', complement: 'Bâtiment B, 3e étage', parDefaut: true },
      { id: newId(), ...adresse, rue: '3 place du Marché', codePostal: '69002', ville: 'Lyon', parDefaut: false },
    ]);
  }
  return shop;
}
