import { PRODUIT, SLUG } from '@boutique/contracts/field-rules';
import { useShell } from '@boutique/facade';
import { Checkbox } from '@boutique/ui/checkbox';
import { Field } from '@boutique/ui/field';
import type { ReactNode } from 'react';
import { useFacettes } from '../api/read-facettes.ts';
import { type Draft, slugOf } from '../edition/draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CaracteristiquesEditor } from './caracteristiques-editor.tsx';
import { ImagesEditor } from './images-editor.tsx';
import styles from './produit-form.module.css';
import { TexteBilingue } from './texte-bilingue.tsx';

interface Props {
  draft: Draft;
  /** Receives a function that changes the current draft: a picture may arrive while the user types. */
  onChange: (change: (draft: Draft) => Draft) => void;
  /** The sentence for the fault of the field at that path. */
  errorOf: (path: string) => string | undefined;
  /** For a new product: its address follows its name until the user types an address. */
  fresh: boolean;
  /** Further fields, such as the first stock. */
  children?: ReactNode;
}

/** The fields of a product that staff edits. */
export function ProduitForm({ draft, onChange, errorOf, fresh, children }: Props) {
  const { admin: texts } = useTexts();
  const { locale } = useShell();
  const { data: facettes } = useFacettes();
  const set = (changes: Partial<Draft>) => onChange((current) => ({ ...current, ...changes }));
  const path = `/produits/${draft.slug || '…'}`;
  const follows = fresh && draft.slug === slugOf(draft.nom.fr);
  return (
    <div className={styles.form}>
      <TexteBilingue
        name="nom"
        label={texts.fields.nom}
        maxLength={PRODUIT.nom.max}
        value={draft.nom}
        onChange={(nom) => set({ nom, ...(follows && { slug: slugOf(nom.fr) }) })}
        errorOf={errorOf}
      />
      <TexteBilingue
        name="description"
        label={texts.fields.description}
        maxLength={PRODUIT.description.max}
        rows={5}
        value={draft.description}
        onChange={(description) => set({ description })}
        errorOf={errorOf}
      />
      <div className={styles.columns}>
        <Field label={texts.fields.categorie} error={errorOf('categorie')}>
          {(control) => (
            <select
              name="categorie"
              value={draft.categorie}
              onChange={(event) => set({ categorie: event.target.value })}
              {...control}
            >
              <option value="">{texts.choose}</option>
              {facettes?.categories.map(({ slug, nom }) => (
                <option key={slug} value={slug}>
                  {nom}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={texts.fields.marque} error={errorOf('marque')}>
          {(control) => (
            <input
              name="marque"
              maxLength={PRODUIT.marque.max}
              value={draft.marque}
              onChange={(event) => set({ marque: event.target.value })}
              {...control}
            />
          )}
        </Field>
        <Field label={texts.fields.prix} hint={texts.priceHint} error={errorOf('prixCentimes')}>
          {(control) => (
            <input
              name="prixCentimes"
              inputMode="decimal"
              lang={locale}
              value={draft.prix}
              onChange={(event) => set({ prix: event.target.value })}
              {...control}
            />
          )}
        </Field>
        {children}
      </div>
      <Field label={texts.fields.slug} hint={fresh ? path : texts.slugKept(path)} error={errorOf('slug')}>
        {(control) => (
          <input
            name="slug"
            maxLength={SLUG.max}
            value={draft.slug}
            onChange={(event) => set({ slug: event.target.value })}
            {...control}
          />
        )}
      </Field>
      <ImagesEditor
        images={draft.images}
        onChange={(change) => onChange((current) => ({ ...current, images: change(current.images) }))}
        errorOf={errorOf}
      />
      <CaracteristiquesEditor
        lines={draft.caracteristiques}
        onChange={(caracteristiques) => set({ caracteristiques })}
        errorOf={errorOf}
      />
      <Checkbox checked={draft.actif} onChange={(actif) => set({ actif })}>
        {texts.fields.actif}
      </Checkbox>
    </div>
  );
}
