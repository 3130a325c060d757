import type { StatutCommande, transitions } from '@boutique/contracts/commandes';

/** What staff may do next; as the contract has it, written here again so that no schema reaches the browser. */
export const nextStatuts: typeof transitions = {
  confirmee: ['preparee', 'annulee'],
  preparee: ['expediee', 'annulee'],
  expediee: ['livree'],
  livree: [],
  annulee: [],
} satisfies Record<StatutCommande, StatutCommande[]>;
