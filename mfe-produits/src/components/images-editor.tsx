import type { ImageEditee, ImageTeleversee } from '@boutique/contracts/administration';
import type { ApiError } from '@boutique/contracts/client';
import { IMAGE_MAX_BYTES, IMAGE_TYPES, MAX_IMAGES, PRODUIT } from '@boutique/contracts/field-rules';
import { buttonClass } from '@boutique/ui/button';
import { IconButton } from '@boutique/ui/icon-button';
import { Notice } from '@boutique/ui/notice';
import { useId, useState } from 'react';
import { useProduitChanges } from '../api/administration.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './images-editor.module.css';
import { TexteBilingue } from './texte-bilingue.tsx';

interface Props {
  images: ImageEditee[];
  onChange: (change: (images: ImageEditee[]) => ImageEditee[]) => void;
  errorOf: (path: string) => string | undefined;
}

/** A product's pictures, in the order of its page, each with its texts. Pictures are sent one by one. */
export function ImagesEditor({ images, onChange, errorOf }: Props) {
  const { admin: texts } = useTexts();
  const id = useId();
  const { upload } = useProduitChanges();
  const [refused, setRefused] = useState<string>();
  const choose = (file: File | undefined) => {
    if (!file) return;
    // checked before sending, because the API would refuse a photo of 40 MB only after its upload
    const isKnown = IMAGE_TYPES.some((type) => type === file.type);
    const fault = !isKnown ? texts.imageType : file.size > IMAGE_MAX_BYTES ? texts.imageSize : undefined;
    setRefused(fault);
    if (fault) return;
    upload.mutate(file, {
      onSuccess: (sent) => onChange((current) => [...current, editee(sent)]),
      onError: (error) =>
        setRefused((error as Partial<ApiError>).code === 'image-refusee' ? texts.imageRefused : texts.failed),
    });
  };
  const replace = (index: number, image: ImageEditee) => onChange((current) => current.with(index, image));
  const remove = (index: number) => onChange((current) => current.toSpliced(index, 1));
  const first = (index: number) =>
    onChange((current) => [...current.slice(index, index + 1), ...current.toSpliced(index, 1)]);
  return (
    <fieldset className={styles.images}>
      <legend>{texts.fields.images}</legend>
      <ol className={styles.list}>
        {images.map((image, index) => (
          <li key={image.fichier} className={styles.image}>
            <img src={`/api/images/${image.fichier}`} width={96} height={96} alt="" />
            <div className={styles.words}>
              <TexteBilingue
                name={`images.${index}.alt`}
                label={texts.alt}
                maxLength={PRODUIT.alt.max}
                value={image.alt}
                onChange={(alt) => replace(index, { ...image, alt })}
                errorOf={errorOf}
              />
            </div>
            <span className={styles.buttons}>
              {index > 0 && (
                <IconButton icon="arrow-left" label={texts.makeFirst(index + 1)} onClick={() => first(index)} />
              )}
              <IconButton icon="trash" label={texts.removeImage(index + 1)} onClick={() => remove(index)} />
            </span>
          </li>
        ))}
      </ol>
      {images.length < MAX_IMAGES && (
        <div className={styles.upload}>
          <input
            id={id}
            type="file"
            className={styles.file}
            accept={IMAGE_TYPES.join(',')}
            aria-describedby={`${id}-limits`}
            disabled={upload.isPending}
            onChange={(event) => {
              choose(event.target.files?.[0]);
              // lets the same file be chosen again
              event.target.value = '';
            }}
          />
          <label htmlFor={id} className={buttonClass({ variant: 'secondary' })}>
            {upload.isPending ? texts.sending : texts.addImage}
          </label>
          <span id={`${id}-limits`} className={styles.limits}>
            {texts.imageLimits}
          </span>
        </div>
      )}
      {refused && <Notice tone="danger">{refused}</Notice>}
    </fieldset>
  );
}

const editee = ({ fichier, largeur, hauteur, variantes }: ImageTeleversee): ImageEditee => ({
  fichier,
  largeur,
  hauteur,
  alt: { fr: '', en: '' },
  variantes: variantes.map(({ url: _, ...variante }) => variante),
});
