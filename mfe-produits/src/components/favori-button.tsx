import { Icon } from '@boutique/ui/icon';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useFavoris, useToggleFavori } from '../api/favoris.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './favori-button.module.css';

/** A button that adds the product to the favourites, or removes it. */
export function FavoriButton({ produit: { id, nom } }: { produit: { id: string; nom: string } }) {
  const { favourites: texts } = useTexts();
  const { data: favoris = [] } = useFavoris();
  const { mutate, isError } = useToggleFavori(id);
  const pressed = favoris.includes(id);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-pressed={pressed}
        aria-label={texts.toggle(nom)}
        title={pressed ? texts.remove : texts.add}
        onClick={() => mutate(!pressed)}
      >
        <Icon name="heart" />
      </button>
      {isError && (
        <VisuallyHidden>
          <span role="alert">{texts.failed}</span>
        </VisuallyHidden>
      )}
    </>
  );
}
