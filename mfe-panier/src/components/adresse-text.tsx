import type { Adresse } from '@boutique/contracts/comptes';
import { COUNTRY_NAMES } from '@boutique/contracts/countries';
import { useShell } from '@boutique/facade';
import styles from './adresse-text.module.css';

/** An address as on an envelope. */
export function AdresseText({ adresse }: { adresse: Adresse }) {
  const { locale } = useShell();
  const { nom, rue, complement, codePostal, ville, pays } = adresse;
  return (
    <span className={styles.adresse} translate="no">
      <span className={styles.nom}>{nom}</span>
      <span>{rue}</span>
      {complement && <span>{complement}</span>}
      <span>
        {codePostal} {ville}
      </span>
      <span>{COUNTRY_NAMES[locale][pays]}</span>
    </span>
  );
}
