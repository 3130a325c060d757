import type { DemoUtilisateur } from './types.ts';

export const demoUtilisateurs: DemoUtilisateur[] = [
  {
    id: '019bbb84-c800-7c41-9b52-6d0e83f4a117',
    nom: 'Admin',
    email: 'admin@boutique.example',
    role: 'admin',
    profilPublic: true,
  },
  {
    id: '019bbb84-db88-7e0b-8a36-2f915bc7d460',
    nom: 'User',
    email: 'user@boutique.example',
    role: 'user',
    profilPublic: true,
  },
];
