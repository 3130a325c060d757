import { useFormPost, useShell } from '@boutique/facade';
import { useAdresses } from '../api/list-adresses.ts';
import { useLivraisons } from '../api/list-livraisons.ts';
import { useMoyens } from '../api/list-moyens.ts';
import { usePanier } from '../api/read-panier.ts';
import { CheckoutSkeleton } from '../components/checkout-skeleton.tsx';
import { PanierEmpty } from '../components/panier-empty.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { UnknownOutcome } from '../components/unknown-outcome.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { Checkout } from './checkout.tsx';
import styles from './commande-page.module.css';
import { useOrder } from './use-order.ts';

export function Component() {
  const { checkout: texts, shop } = useTexts();
  return (
    <div className={styles.page}>
      <title>{`${texts.title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <Content />
    </div>
  );
}

/** An order without an answer comes first: its cart may be empty already. */
function Content() {
  const { checkout: texts } = useTexts();
  const { session } = useShell();
  const { form, posted } = useFormPost('createCommande');
  const order = useOrder(posted);
  const panier = usePanier();
  const livraisons = useLivraisons();
  const moyens = useMoyens();
  const adresses = useAdresses();
  if (order.unknown) {
    return <UnknownOutcome checking={order.busy} failed={order.error !== null} onCheck={order.check} />;
  }
  const failed = [panier, livraisons].filter(({ error }) => error);
  const error = failed[0]?.error;
  if (panier.panier?.lignes.length === 0 && !order.busy) return <PanierEmpty>{texts.emptyText}</PanierEmpty>;
  if (panier.panier && panier.panier.lignes.length > 0 && livraisons.data && moyens) {
    const book = session ? adresses.data : [];
    if (session !== undefined && (book || adresses.error)) {
      return (
        <Checkout
          panier={panier.panier}
          livraisons={livraisons.data}
          moyens={moyens}
          adresses={book ?? []}
          adressesFailed={Boolean(adresses.error)}
          order={order}
          form={form}
          posted={posted}
        />
      );
    }
  } else if (error) {
    return <RequestFailure error={error} onRetry={() => failed.map(({ refetch }) => refetch())} />;
  }
  return <CheckoutSkeleton />;
}
