import type { Adresse } from '@boutique/contracts/comptes';
import { useShell } from '@boutique/facade';
import styles from './adresse-text.module.css';

/** An address as on an envelope. */
export function AdresseText({ adresse }: { adresse: Adresse }) {
  const { locale } = useShell();
  const { nom, rue, complement, codePostal, ville, pays } = adresse;
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(pays);
  return (
    <span className={styles.adresse} translate="no">
      <span className={styles.nom}>{nom}</span>
      <span>{rue}</span>
      {complement && <span>{complement}</span>}
      <span>
        {codePostal} {ville}
      </span>
      <span>{country}</span>
    </span>
  );
}
