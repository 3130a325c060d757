import type { ApiError } from '@boutique/contracts/client';
import { useFormPost } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { useEffect } from 'react';
import { rememberFavoris, useFavoris, useToggleFavori } from '../api/favoris.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './favori-button.module.css';

/** A button that adds the product to the favourites, or removes it. */
export function FavoriButton({ produit: { id, nom } }: { produit: { id: string; nom: string } }) {
  const { favourites: texts } = useTexts();
  const { data: favoris } = useFavoris();
  const { mutate, isIdle, error } = useToggleFavori(id);
  const own = { produitId: id };
  const addition = useFormPost('addFavori', own);
  const removal = useFormPost('removeFavori', own);
  const added = addition.posted?.done ?? false;
  const pressed = favoris ? favoris.includes(id) : added;
  const failure = isIdle ? (addition.posted?.error ?? removal.posted?.error) : (error as Partial<ApiError> | null);
  useEffect(() => {
    if (added) rememberFavoris();
  }, [added]);
  return (
    <form
      className={styles.frame}
      {...(pressed ? removal : addition).form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(!pressed);
      }}
    >
      <input type="hidden" name="produitId" value={id} />
      <button
        type="submit"
        className={styles.button}
        aria-pressed={pressed}
        aria-label={texts.toggle(nom)}
        title={pressed ? texts.remove : texts.add}
      >
        <Icon name="heart" />
      </button>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure.code === 'cookies-refuses' ? texts.cookies : texts.failed}
        </p>
      )}
    </form>
  );
}
