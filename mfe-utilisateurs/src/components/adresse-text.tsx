import type { Adresse } from '@boutique/contracts/comptes';
import { COUNTRY_NAMES } from '@boutique/contracts/countries';
import { useShell } from '@boutique/facade';
import styles from './adresse-text.module.css';

/** A postal address, line by line. */
export function AdresseText({ adresse: { nom, rue, complement, codePostal, ville, pays } }: { adresse: Adresse }) {
  const { locale } = useShell();
  return (
    <address className={styles.adresse}>
      <strong>{nom}</strong>
      <span>{rue}</span>
      {complement && <span>{complement}</span>}
      <span>
        {codePostal} {ville}
      </span>
      <span>{COUNTRY_NAMES[locale][pays]}</span>
    </address>
  );
}
