import { Icon } from '@boutique/ui/icon';
import { useTexts } from '../texts/use-texts.ts';
import styles from './offline-banner.module.css';
import { useOnline } from './use-online.ts';

/** Says that the device has no network, so that a failed page is not taken for a broken shop. */
export function OfflineBanner() {
  const { offline } = useTexts();
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className={styles.banner}>
          <Icon name="offline" size={18} />
          {offline}
        </p>
      )}
    </div>
  );
}
