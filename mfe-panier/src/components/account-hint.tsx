import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-details.module.css';

/** Explains to a guest how to find the order again. */
export function AccountHint({ email, commandeId }: { email: string; commandeId: string }) {
  const { confirmation: texts } = useTexts();
  const search = new URLSearchParams({ email, retour: `/commande/confirmation/${commandeId}` });
  return (
    <section aria-labelledby="compte" className={styles.hint}>
      <div className={styles.hintWords}>
        <h2 id="compte" className={styles.heading}>
          {texts.account}
        </h2>
        <p className={styles.muted}>{texts.accountText(email)}</p>
      </div>
      <Link to={`/inscription?${search}`} className={buttonClass({ variant: 'secondary' })}>
        {texts.createAccount}
      </Link>
    </section>
  );
}
