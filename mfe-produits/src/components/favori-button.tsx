import { formTo } from '@boutique/contracts/forms';
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
    <form
      {...formTo(pressed ? 'removeFavori' : 'addFavori')}
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
      {isError && (
        <VisuallyHidden>
          <span role="alert">{texts.failed}</span>
        </VisuallyHidden>
      )}
    </form>
  );
}
