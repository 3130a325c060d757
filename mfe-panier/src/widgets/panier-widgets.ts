// one chunk: the header shows the one on every page, and nearly every page the other
export { default as AjouterAuPanier } from './ajouter-au-panier.tsx';
export { default as MiniPanier } from './mini-panier.tsx';
