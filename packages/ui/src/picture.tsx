import type { ImageProduit } from '@boutique/contracts/produits';
import { useState } from 'react';

interface Props {
  image: ImageProduit;
  /** The width of the picture on the page, by which the browser chooses a file: the attribute `sizes`. */
  sizes: string;
  /** The picture is on the first screen: fetch it at once, before scripts. */
  priority?: boolean;
  alt?: string;
  className?: string | undefined;
  onBroken?: () => void;
}

/**
 * A picture with its files in several widths. One `<img>` without `<picture>`, because React then preloads it from the
 * head of the page: so all files are AVIF, which every browser shows that knows our colours (`light-dark()`).
 */
export function Picture({ image, sizes, priority = false, alt = '', className, onBroken }: Props) {
  const [plain, setPlain] = useState(false);
  const srcSet = plain ? '' : srcSetOf(image);
  return (
    <img
      // before src: some browsers begin to load at that attribute
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : 'auto'}
      decoding={priority ? 'auto' : 'async'}
      {...(srcSet && { sizes, srcSet })}
      src={image.url}
      width={image.largeur}
      height={image.hauteur}
      alt={alt}
      className={className}
      onError={() => {
        if (srcSet) setPlain(true);
        else onBroken?.();
      }}
    />
  );
}

/** Pictures that were uploaded earlier may have files of another type. */
function srcSetOf({ variantes }: ImageProduit): string {
  const avif = variantes.filter(({ type }) => type === 'image/avif');
  return (avif.length > 0 ? avif : variantes).map(({ url, largeur }) => `${url} ${largeur}w`).join(', ');
}
