import { Link } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import panels from '../panels/panels.module.css';
import type { Slices } from '../slices/slices.ts';

/** No slice owns this address. With no slice in service at all, that says nothing about the address. */
export function NotFoundPage({ slices }: { slices: Slices }) {
  return <div className={panels.place}>{slices.entries.length > 0 ? <NoSuchPage /> : <NothingInService />}</div>;
}

const NoSuchPage = () => (
  <>
    <title>Page introuvable – Ma Boutique Répartie</title>
    <StatePanel
      tone="vide"
      heading="h1"
      title="Cette page n’existe pas"
      actions={
        <Link to="/" className={buttonClass()}>
          Retour à l’accueil
        </Link>
      }
    >
      <p>L’adresse est peut-être mal écrite, ou la page a été retirée.</p>
    </StatePanel>
  </>
);

const NothingInService = () => (
  <>
    <title>Boutique indisponible – Ma Boutique Répartie</title>
    <StatePanel
      tone="absent"
      heading="h1"
      title="La boutique est momentanément indisponible"
      actions={<Button onClick={() => location.reload()}>Réessayer</Button>}
    >
      <p>Elle redémarre peut-être&nbsp;: réessayez dans quelques instants.</p>
    </StatePanel>
  </>
);
