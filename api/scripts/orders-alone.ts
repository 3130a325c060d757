import { randomBytes, randomUUID } from 'node:crypto';
import { livraisonCentimes } from '@boutique/contracts/achat';
import type { Livraison } from '@boutique/contracts/commandes';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { createGuest } from '../src/achats/acheteurs.queries.ts';
import { createCommandesService } from '../src/achats/commandes.service.ts';
import { livraisons } from '../src/achats/livraisons.ts';
import { createPanierService } from '../src/achats/panier.service.ts';
import { createDatabase } from '../src/platform/db/database.ts';

/** An opponent of `npm run bench -- api`: carts and orders by the API's own statements, without HTTP. */
interface Task {
  databaseUrl: string;
  /** Their ids. */
  products: readonly string[];
  seconds: number;
  /** Parallel buyers, each with a connection. */
  buyers: number;
}

const [standard] = livraisons as [Livraison];

process.once('message', async ({ databaseUrl, products, seconds, buyers }: Task) => {
  const db = createDatabase({ url: databaseUrl, applicationName: 'orders-alone', poolSize: buyers });
  const panier = createPanierService(db);
  const commandes = createCommandesService(db, {
    guests: { limit: async () => {}, confirmation: GUEST_CONFIRMATION },
    paiements: { waits: () => false },
  });
  const end = performance.now() + seconds * 1_000;
  let count = 0;
  const buy = async (number: number) => {
    for (let turn = number; performance.now() < end; turn += buyers) {
      const acheteurId = await createGuest(db, randomBytes(32));
      const produitId = products[turn % products.length] ?? '';
      const { totalCentimes } = await panier.change('add', { acheteurId, produitId, quantite: 1 }, 'fr');
      const email = 'banc@exemple.fr';
      await commandes.create({
        acheteur: { id: acheteurId, isGuest: true, isFormer: false },
        ip: `10.0.${number >> 8}.${number & 255}`,
        email,
        cle: randomUUID(),
        langue: 'fr',
        body: {
          email,
          adresse: {
            nom: 'Camille Durand',
            rue: '12 rue des Lilas',
            codePostal: '69003',
            ville: 'Lyon',
            pays: 'FR',
          },
          livraison: standard.mode,
          paiement: 'a-la-livraison',
          totalCentimes: totalCentimes + livraisonCentimes(standard, totalCentimes),
        },
      });
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: buyers }, (_, number) => buy(number)));
  process.send?.(count);
  await db.destroy();
});
