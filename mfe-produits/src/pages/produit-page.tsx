import { Link, useQuery, useShell } from '@boutique/facade';

export function Component() {
  const { api } = useShell();
  const { data } = useQuery({ queryKey: ['p'], queryFn: () => api.page('get /api/produits', {}) });
  return (
    <main>
      <h1>produit</h1>
      <Link to="/produits">{data?.total}</Link>
    </main>
  );
}
