import { AccountFrame } from '../components/account-frame.tsx';
import { AdressesSection } from '../components/adresses-section.tsx';
import { DataSection } from '../components/data-section.tsx';
import { EmailSection } from '../components/email-section.tsx';
import { PasswordSection } from '../components/password-section.tsx';
import { ProfileSection } from '../components/profile-section.tsx';
import { RemovalSection } from '../components/removal-section.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './compte-page.module.css';

export function Component() {
  const { title } = useTexts().compte;
  return (
    <AccountFrame title={title}>
      {(compte) => (
        // after signing in to another account, the fields are that account's
        <div key={compte.id} className={styles.content}>
          <h1 className={styles.heading}>{title}</h1>
          <div className={styles.column}>
            <ProfileSection compte={compte} />
            <EmailSection compte={compte} />
            <PasswordSection email={compte.email} />
          </div>
          <div className={styles.column}>
            <AdressesSection />
            <DataSection />
            <RemovalSection compte={compte} />
          </div>
        </div>
      )}
    </AccountFrame>
  );
}
