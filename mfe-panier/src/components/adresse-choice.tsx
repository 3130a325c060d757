import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { Badge } from '@boutique/ui/badge';
import { RadioCard } from '@boutique/ui/radio-card';
import { OTHER_ADRESSE } from '../checkout/checkout-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './adresse-choice.module.css';
import { AdresseText } from './adresse-text.tsx';

interface Props {
  adresses: readonly AdresseEnregistree[];
  /** Null for another address. */
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

/** The address book as cards; the last choice is another address. */
export function AdresseChoice({ adresses, chosen, onChoose }: Props) {
  const { checkout: texts } = useTexts();
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{texts.addresses}</legend>
      {adresses.map((adresse) => (
        <RadioCard
          key={adresse.id}
          name="carnet"
          value={adresse.id}
          checked={chosen === adresse.id}
          onChange={onChoose}
          aside={adresse.parDefaut && <Badge>{texts.byDefault}</Badge>}
        >
          <AdresseText adresse={adresse} />
        </RadioCard>
      ))}
      <RadioCard name="carnet" value={OTHER_ADRESSE} checked={chosen === null} onChange={() => onChoose(null)}>
        {texts.newAddress}
      </RadioCard>
    </fieldset>
  );
}
