import { Link, useNavigate, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { type FormEvent, useRef, useState } from 'react';
import { type LoadedEdition, useProduitChanges } from '../api/administration.ts';
import { EditConflict } from '../components/edit-conflict.tsx';
import { ProduitForm } from '../components/produit-form.tsx';
import { type Draft, draftOf, editionOf, emptyDraft, faultsIn } from '../edition/draft.ts';
import { keepTyping, mergeDrafts } from '../edition/merge-drafts.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './edition-form.module.css';
import { refusalOf } from './edition-refusal.ts';
import { useLeaveGuard } from './use-leave-guard.tsx';

/** The form of one product: `loaded` is what it is made on, or nothing for a product that is not there yet. */
export function EditionForm({ loaded }: { loaded: LoadedEdition | undefined }) {
  const { admin: texts } = useTexts();
  const { api, locale } = useShell();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const changes = useProduitChanges();
  const sending = changes.save.isPending || changes.create.isPending;
  const [base, setBase] = useState(loaded);
  const [draft, setDraft] = useState<Draft>(() => (loaded ? draftOf(loaded.body, locale) : emptyDraft));
  const [stock, setStock] = useState('0');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  /** What somebody else has saved meanwhile. */
  const [theirs, setTheirs] = useState<LoadedEdition>();
  const [outcome, setOutcome] = useState<'saved' | 'failed'>();
  const before = base ? draftOf(base.body, locale) : emptyDraft;
  const guard = useLeaveGuard(JSON.stringify(draft) !== JSON.stringify(before));

  const refuse = (found: Readonly<Record<string, string>>) => {
    setFaults(found);
    const [first] = Object.keys(found);
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  const hasField = (path: string) => Boolean(form.current?.querySelector(`[name="${path}"]`));
  const fail = async (error: Error) => {
    const { code, fields } = refusalOf(error);
    if (code === 'version-perimee' && base) {
      const { id } = base.body;
      setTheirs(await api.versioned('get /api/administration/produits/{id}', { params: { id } }));
    } else if (code === 'slug-deja-utilise') refuse({ slug: texts.slugTaken });
    else if (fields.some(hasField)) refuse(Object.fromEntries(fields.map((field) => [field, texts.refusedField])));
    else setOutcome('failed');
  };
  const send = (sent: Draft, on: LoadedEdition | undefined) => {
    setOutcome(undefined);
    const onError = (error: Error) => void fail(error).catch(() => setOutcome('failed'));
    if (!on) {
      const onSuccess = ({ body }: LoadedEdition) => {
        guard.lift();
        void navigate(`/administration/produits/${body.id}`);
      };
      changes.create.mutate({ ...editionOf(sent), stock: Number(stock) }, { onSuccess, onError });
      return;
    }
    const onSuccess = (saved: LoadedEdition) => {
      setBase(saved);
      setDraft((current) => keepTyping(sent, draftOf(saved.body, locale), current));
      setOutcome('saved');
    };
    changes.save.mutate({ id: on.body.id, etag: on.etag, body: editionOf(sent) }, { onSuccess, onError });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    const wrong = faultsIn(draft).map((path) => [
      path,
      path === 'prix' ? texts.priceWrong : path === 'slug' ? texts.slugWrong : texts.required,
    ]);
    const noStock = !base && !/^\d{1,7}$/.test(stock) ? [['stock', texts.stockWhole]] : [];
    const found = Object.fromEntries([...wrong, ...noStock]) as Record<string, string>;
    if (Object.keys(found).length > 0) refuse(found);
    else {
      setFaults({});
      send(draft, base);
    }
  };

  if (base && theirs) {
    const other = draftOf(theirs.body, locale);
    return (
      <>
        <EditConflict
          // of the draft as it is by now: typing went on while the answer was on its way
          merge={mergeDrafts(before, draft, other)}
          theirs={other}
          onResolve={(resolved) => {
            setDraft(resolved);
            setBase(theirs);
            setTheirs(undefined);
            send(resolved, theirs);
          }}
        />
        {guard.dialog}
      </>
    );
  }
  return (
    <form ref={form} noValidate className={styles.form} onSubmit={submit}>
      <ProduitForm draft={draft} onChange={setDraft} errorOf={(path) => faults[path]} fresh={!base}>
        {!base && (
          <Field label={texts.firstStock} error={faults.stock}>
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
        <Button type="submit" aria-disabled={sending || undefined}>
          {texts.save}
        </Button>
        {base?.body.actif && (
          <Link to={`/produits/${base.body.slug}`} className={buttonClass({ variant: 'ghost' })}>
            {texts.see}
          </Link>
        )}
        {base && <DeleteProduit edition={base} onDeleted={guard.lift} />}
      </div>
      <div role="status">{outcome === 'saved' && <Notice tone="success">{texts.saved}</Notice>}</div>
      {outcome === 'failed' && <Notice tone="danger">{texts.failed}</Notice>}
      {guard.dialog}
    </form>
  );
}

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
          {remove.isError && (
            <Notice tone="danger">
              {refusalOf(remove.error).code === 'version-perimee' ? texts.removeStale : texts.failed}
            </Notice>
          )}
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
