export default function RechercheProduits() {
  return <input type="search" aria-label="Rechercher" />;
}
