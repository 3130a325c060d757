import { listen } from '@boutique/contracts/events';
import { Link, useLocation, useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { Popover } from '@boutique/ui/popover';
import { formatPrice } from '@boutique/ui/price';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useEffect, useRef, useState } from 'react';
import { usePanierSummary } from '../api/read-panier.ts';
import { useForgetOnSignOut } from '../checkout/use-forget-on-sign-out.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './mini-panier.module.css';
import { MiniPanierContent } from './mini-panier-content.tsx';

/** The time that an addition is shown, in milliseconds; longer while pointer or focus are on it. */
const ADDED_MS = 5_000;

/** The last addition; `at` distinguishes two additions of the same product. */
interface Addition {
  produitId: string;
  nom: string;
  quantite: number;
  at: number;
}

/** The cart in the page's header: its number of articles, and its lines after a click or an addition. */
export default function MiniPanier() {
  const { mini: texts } = useTexts();
  const { locale } = useShell();
  const { key } = useLocation();
  const hydrated = useHydrated();
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const [addition, setAddition] = useState<Addition | null>(null);
  const { panier, known, error, refetch } = usePanierSummary(open);
  useForgetOnSignOut();

  useEffect(() => listen('panier:ligne-ajoutee', (detail) => setAddition({ ...detail, at: Date.now() })), []);
  useEffect(() => {
    if (!addition || open) return;
    const timer = setInterval(() => {
      if (!panel.current?.matches(':hover, :focus-within')) setAddition(null);
    }, ADDED_MS);
    return () => clearInterval(timer);
  }, [addition, open]);
  const close = () => {
    setOpen(false);
    setAddition(null);
  };
  const [lastKey, setLastKey] = useState(key);
  if (lastKey !== key) {
    setLastKey(key);
    setOpen(false);
  }

  const { nombreArticles, totalCentimes } = panier;
  const label = texts.label(nombreArticles, known ? formatPrice(totalCentimes, locale) : null);
  const content = (
    <>
      <Icon name="cart" />
      {nombreArticles > 0 && (
        <span key={nombreArticles} className={styles.count}>
          {nombreArticles > 99 ? '99+' : nombreArticles}
        </span>
      )}
    </>
  );
  return (
    <>
      <Popover
        open={open || addition !== null}
        onClose={close}
        label={addition && !open ? texts.added : texts.heading}
        trigger={(trigger) =>
          hydrated ? (
            <button
              {...trigger}
              type="button"
              className={styles.button}
              aria-label={label}
              onClick={() => (open ? close() : setOpen(true))}
            >
              {content}
            </button>
          ) : (
            <Link to="/panier" className={styles.button} aria-label={label}>
              {content}
            </Link>
          )
        }
      >
        <div ref={panel}>
          <MiniPanierContent
            panier={known ? panier : undefined}
            error={error}
            onRetry={refetch}
            added={addition}
            onLeave={close}
          />
        </div>
      </Popover>
      <VisuallyHidden>
        <span role="status">
          {addition && <span key={addition.at}>{texts.announce(addition.nom, addition.quantite)}</span>}
        </span>
      </VisuallyHidden>
    </>
  );
}
