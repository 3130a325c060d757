import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { useTexts } from '../texts/use-texts.ts';
import { AdresseText } from './adresse-text.tsx';
import styles from './adresses-list.module.css';

interface Props {
  adresses: readonly AdresseEnregistree[];
  onDefault: (adresse: AdresseEnregistree) => void;
  onEdit: (adresse: AdresseEnregistree) => void;
  onRemove: (adresse: AdresseEnregistree) => void;
}

export function AdressesList({ adresses, onDefault, onEdit, onRemove }: Props) {
  const { adresses: texts } = useTexts().compte;
  if (adresses.length === 0) return null;
  return (
    <ul className={styles.list}>
      {adresses.map((adresse) => {
        const button = (label: string, onClick: (adresse: AdresseEnregistree) => void) => (
          <Button
            variant="ghost"
            data-scripts=""
            size="sm"
            aria-label={texts.nameOf(label, adresse.nom, adresse.ville)}
            onClick={() => onClick(adresse)}
          >
            {label}
          </Button>
        );
        return (
          <li key={adresse.id} className={styles.item}>
            <div className={styles.top}>
              <AdresseText adresse={adresse} />
              {adresse.parDefaut && <Badge tone="accent">{texts.parDefaut}</Badge>}
            </div>
            <div className={styles.actions}>
              {button(texts.edit, onEdit)}
              {!adresse.parDefaut && button(texts.makeDefault, onDefault)}
              {button(texts.remove, onRemove)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
