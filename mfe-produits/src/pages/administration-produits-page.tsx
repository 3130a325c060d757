import type { ProduitResume } from '@boutique/contracts/administration';
import { formatDate } from '@boutique/contracts/dates';
import { formatNumber } from '@boutique/contracts/numbers';
import { Link, useNavigate, useSearchParams, useShell } from '@boutique/facade';
import { Badge } from '@boutique/ui/badge';
import { Button, buttonClass } from '@boutique/ui/button';
import { formatPrice } from '@boutique/ui/price';
import { Select } from '@boutique/ui/select';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { Cell, Row, Table } from '@boutique/ui/table';
import { type FormEvent, useState } from 'react';
import { useAdminProduits } from '../api/administration.ts';
import { readFilters } from '../api/catalogue-filters.ts';
import { AdminOnly } from '../components/admin-only.tsx';
import { ProduitImage } from '../components/produit-image.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { StockDialog } from '../components/stock-dialog.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './administration-produits-page.module.css';

export function Component() {
  return (
    <AdminOnly>
      <Produits />
    </AdminOnly>
  );
}

function Produits() {
  const { admin: texts, shop } = useTexts();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { q = '' } = readFilters(params);
  const actif = ['true', 'false'].find((value) => value === params.get('actif')) ?? '';
  const show = (changes: Record<string, string>) => {
    const next = new URLSearchParams(Object.entries({ q, actif, ...changes }).filter(([, value]) => value));
    void navigate(`/administration/produits${next.size > 0 ? `?${next}` : ''}`);
  };
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    show({ q: String(new FormData(event.currentTarget).get('q')).trim() });
  };
  return (
    <>
      <title>{`${texts.produits} – ${shop}`}</title>
      <header className={styles.header}>
        <h1>{texts.produits}</h1>
        <Link to="/administration/produits/nouveau" className={buttonClass()}>
          {texts.create}
        </Link>
      </header>
      <form className={styles.tools} aria-label={texts.find} onSubmit={search}>
        <input key={q} name="q" type="search" defaultValue={q} aria-label={texts.search} placeholder={texts.search} />
        <Button type="submit" variant="secondary">
          {texts.find}
        </Button>
        <Select
          label={texts.state}
          value={actif}
          options={[
            { value: '', label: texts.everyState },
            { value: 'true', label: texts.onSale },
            { value: 'false', label: texts.archived },
          ]}
          onChange={(value) => show({ actif: value })}
        />
      </form>
      <Results q={q || undefined} actif={actif === '' ? undefined : actif === 'true'} />
    </>
  );
}

function Results({ q, actif }: { q: string | undefined; actif: boolean | undefined }) {
  const { admin: texts } = useTexts();
  const list = useAdminProduits({ q, actif });
  const [moved, setMoved] = useState<ProduitResume>();
  const produits = list.data?.pages.flatMap(({ items }) => items);
  if (!produits) {
    return list.error ? <RequestFailure error={list.error} onRetry={list.refetch} /> : <Skeleton height="30rem" />;
  }
  if (produits.length === 0) {
    return (
      <StatePanel tone="vide" title={texts.none}>
        {texts.noneText}
      </StatePanel>
    );
  }
  return (
    <>
      <p role="status" className={styles.count}>
        {texts.count(list.data?.pages[0]?.total ?? 0)}
      </p>
      <Table caption={texts.produits} columns={texts.columns}>
        {produits.map((produit) => (
          <ProduitRow key={produit.id} produit={produit} onMove={() => setMoved(produit)} />
        ))}
      </Table>
      {list.hasNextPage && (
        <div>
          <Button variant="secondary" onClick={() => void list.fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
      {moved && <StockDialog produit={moved} onClose={() => setMoved(undefined)} />}
    </>
  );
}

function ProduitRow({ produit, onMove }: { produit: ProduitResume; onMove: () => void }) {
  const { admin: texts } = useTexts();
  const { locale } = useShell();
  const { id, nom, categorie, image, prixCentimes, stock, actif, modifieLe } = produit;
  const [name = '', category = '', price = '', quantity = '', state = '', changed = ''] = texts.columns;
  return (
    <Row>
      <Cell label={name} heading>
        <Link to={`/administration/produits/${id}`} className={styles.name}>
          <ProduitImage produit={{ id, images: image ? [image] : [] }} size="thumb" sizes="3rem" decorative />
          <span>{nom}</span>
        </Link>
      </Cell>
      <Cell label={category}>{categorie.nom}</Cell>
      <Cell label={price}>{formatPrice(prixCentimes, locale)}</Cell>
      <Cell label={quantity}>
        <Button variant="ghost" size="sm" aria-label={texts.moveStock(nom, stock)} onClick={onMove}>
          {formatNumber(stock, locale)}
        </Button>
      </Cell>
      <Cell label={state}>
        <Badge tone={actif ? 'success' : 'neutral'}>{actif ? texts.onSale : texts.archived}</Badge>
      </Cell>
      <Cell label={changed}>
        <time dateTime={modifieLe}>{formatDate(modifieLe, locale, { short: true })}</time>
      </Cell>
    </Row>
  );
}
