import type { ApiError } from '@boutique/contracts/client';
import { Link, useNavigate, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { type LoadedEdition, useProduitChanges } from '../api/administration.ts';
import { EditConflict } from '../components/edit-conflict.tsx';
import { ProduitForm } from '../components/produit-form.tsx';
import { type Draft, draftOf, editionOf, emptyDraft, rulesOf } from '../edition/draft.ts';
import { keepTyping, mergeDrafts } from '../edition/merge-drafts.ts';
import { useSentences } from '../texts/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './edition-form.module.css';
import { useLeaveGuard } from './use-leave-guard.tsx';

/** The form of one product. `loaded` is its present version; without it, the product is new. */
export function EditionForm({ loaded }: { loaded: LoadedEdition | undefined }) {
  const { admin: texts } = useTexts();
  const { api, locale } = useShell();
  const navigate = useNavigate();
  const changes = useProduitChanges();
  const [base, setBase] = useState(loaded);
  const [draft, setDraft] = useState<Draft>(() => (loaded ? draftOf(loaded.body, locale) : emptyDraft));
  const [stock, setStock] = useState('0');
  /** The version that another editor has saved meanwhile. */
  const [theirs, setTheirs] = useState<LoadedEdition>();
  const before = base ? draftOf(base.body, locale) : emptyDraft;
  const guard = useLeaveGuard(JSON.stringify(draft) !== JSON.stringify(before));

  const save = async (edited: Draft, on: LoadedEdition | undefined): Promise<void> => {
    if (!on) {
      const { body } = await changes.create.mutateAsync({ ...editionOf(edited), stock: Number(stock) });
      guard.lift();
      await navigate(`/administration/produits/${body.id}`);
      return;
    }
    const { id } = on.body;
    try {
      const saved = await changes.save.mutateAsync({ id, etag: on.etag, body: editionOf(edited) });
      setBase(saved);
      setDraft((current) => keepTyping(edited, draftOf(saved.body, locale), current));
    } catch (error) {
      if (!isStale(error)) throw error;
      setTheirs(await api.versioned('get /api/administration/produits/{id}', { params: { id } }));
    }
  };
  const { props, errorOf, message, pending, sent, attempt } = useForm({
    rules: rulesOf(draft),
    say: useSentences(),
    send: () => save(draft, base),
    failed: () => texts.failed,
    explain: ({ code }) => (code === 'slug-deja-utilise' ? { fields: { slug: texts.slugTaken } } : undefined),
  });

  if (base && theirs) {
    const other = draftOf(theirs.body, locale);
    return (
      <>
        <EditConflict
          // from the current draft: the user may have typed while the answer was on its way
          merge={mergeDrafts(before, draft, other)}
          theirs={other}
          onResolve={(resolved) => {
            setDraft(resolved);
            setBase(theirs);
            setTheirs(undefined);
            void attempt(() => save(resolved, theirs));
          }}
        />
        {guard.dialog}
      </>
    );
  }
  return (
    <form {...props} className={styles.form}>
      <ProduitForm draft={draft} onChange={setDraft} errorOf={errorOf} fresh={!base}>
        {!base && (
          <Field label={texts.firstStock} error={errorOf('stock')}>
            {(control) => (
              <input
                name="stock"
                inputMode="numeric"
                value={stock}
                onChange={(event) => setStock(event.target.value)}
                {...control}
              />
            )}
          </Field>
        )}
      </ProduitForm>
      <div className={styles.actions}>
        <Button type="submit" aria-disabled={pending || undefined}>
          {texts.save}
        </Button>
        {base?.body.actif && (
          <Link to={`/produits/${base.body.slug}`} className={buttonClass({ variant: 'ghost' })}>
            {texts.see}
          </Link>
        )}
        {base && <DeleteProduit edition={base} onDeleted={guard.lift} />}
      </div>
      <div role="status">{sent && <Notice tone="success">{texts.saved}</Notice>}</div>
      {message && <Notice tone="danger">{message}</Notice>}
      {guard.dialog}
    </form>
  );
}

/** Another editor has saved before. */
const isStale = (error: unknown) => (error as Partial<ApiError>).code === 'version-perimee';

function DeleteProduit({ edition, onDeleted }: { edition: LoadedEdition; onDeleted: () => void }) {
  const { admin: texts } = useTexts();
  const navigate = useNavigate();
  const { remove } = useProduitChanges();
  const [asked, setAsked] = useState(false);
  const confirm = () =>
    remove.mutate(
      { id: edition.body.id, etag: edition.etag },
      {
        onSuccess: () => {
          onDeleted();
          void navigate('/administration/produits');
        },
      },
    );
  return (
    <>
      <Button variant="ghost" onClick={() => setAsked(true)}>
        {texts.remove}
      </Button>
      {asked && (
        <Dialog title={texts.removeTitle} onClose={() => setAsked(false)}>
          <p>{texts.removeText}</p>
          {remove.isError && <Notice tone="danger">{isStale(remove.error) ? texts.removeStale : texts.failed}</Notice>}
          <DialogActions>
            <Button onClick={confirm}>{texts.remove}</Button>
            <Button variant="secondary" onClick={() => setAsked(false)}>
              {texts.cancel}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
