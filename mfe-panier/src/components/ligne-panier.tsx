import { MAX_QUANTITE } from '@boutique/contracts/achat';
import type { ApiError } from '@boutique/contracts/client';
import type { LignePanier as Ligne } from '@boutique/contracts/panier';
import { useFormPost, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice, Price } from '@boutique/ui/price';
import { QuantityStepper } from '@boutique/ui/quantity-stepper';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { LigneImage } from './ligne-image.tsx';
import { LigneName } from './ligne-name.tsx';
import styles from './ligne-panier.module.css';
import { useRefusal } from './use-refusal.ts';

interface Props {
  ligne: Ligne;
  onQuantity: (quantite: number) => void;
  onRemove: () => void;
  /** The reason why the last change of the quantity was refused. */
  error: Error | null;
}

/** One product in the cart. When the stock is too low for the quantity, it says so, with a remedy. */
export function LignePanier({ ligne, onQuantity, onRemove, error }: Props) {
  const { panier: texts, quantity } = useTexts();
  const { locale } = useShell();
  const refusal = useRefusal();
  const noteId = useId();
  const { produitId, slug, nom, image, prixCentimes, quantite, totalCentimes, stock, disponible } = ligne;
  const max = Math.min(stock, MAX_QUANTITE);
  return (
    <li className={styles.ligne} data-unavailable={!disponible || undefined}>
      <LigneImage image={image} produitId={produitId} />
      <div className={styles.words}>
        <h2 className={styles.nom}>
          <LigneName nom={nom} slug={slug} />
        </h2>
        <p className={styles.unit}>{`${formatPrice(prixCentimes, locale)} ${texts.unitPrice}`}</p>
      </div>
      <div className={styles.quantity}>
        {stock > 0 && (
          <LigneForm operation="setLignePanier" produitId={produitId}>
            <QuantityStepper
              name="quantite"
              label={quantity.label(nom)}
              decreaseLabel={quantity.decrease}
              increaseLabel={quantity.increase}
              value={quantite}
              max={max}
              onChange={onQuantity}
              describedBy={noteId}
            />
            <noscript>
              <Button type="submit" variant="secondary" size="sm">
                {texts.update}
              </Button>
            </noscript>
          </LigneForm>
        )}
        <LigneForm operation="removeLignePanier" produitId={produitId} onSubmit={onRemove}>
          <Button type="submit" variant="ghost" size="sm" className={styles.remove} aria-label={texts.removeOf(nom)}>
            <Icon name="trash" size={18} />
            <span className={styles.removeWord}>{texts.remove}</span>
          </Button>
        </LigneForm>
      </div>
      <div className={styles.total}>
        <Price centimes={totalCentimes} locale={locale} />
      </div>
      <div id={noteId} className={styles.note}>
        {!disponible ? (
          <div className={styles.problem}>
            <Icon name="error" size={18} />
            <p>{stock === 0 ? texts.gone : texts.short(stock)}</p>
            {stock > 0 && (
              <LigneForm operation="setLignePanier" produitId={produitId} onSubmit={() => onQuantity(max)}>
                <input type="hidden" name="quantite" value={max} />
                <Button type="submit" variant="secondary" size="sm">
                  {texts.takeLeft(max)}
                </Button>
              </LigneForm>
            )}
          </div>
        ) : error ? (
          <p className={styles.problem} role="alert">
            <Icon name="error" size={18} />
            <span>{refusal(error as ApiError, stock)}</span>
          </p>
        ) : (
          quantite >= max && <p className={styles.hint}>{texts.maximum}</p>
        )}
      </div>
    </li>
  );
}

interface LigneFormProps {
  operation: 'setLignePanier' | 'removeLignePanier';
  produitId: string;
  /** With scripts, instead of the operation. */
  onSubmit?: () => void;
  children: ReactNode;
}

function LigneForm({ operation, produitId, onSubmit, children }: LigneFormProps) {
  const { form } = useFormPost(operation);
  return (
    <form
      {...form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      <input type="hidden" name="produitId" value={produitId} />
      {children}
    </form>
  );
}
