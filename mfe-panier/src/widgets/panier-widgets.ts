// one chunk: every page shows the first in its header, and nearly every page the second
export { default as AjouterAuPanier } from './ajouter-au-panier.tsx';
export { default as MiniPanier } from './mini-panier.tsx';
