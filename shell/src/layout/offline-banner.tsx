import { Icon } from '@boutique/ui/icon';
import { useOnline } from '@boutique/ui/use-online';
import { useTexts } from '../texts/use-texts.ts';
import styles from './offline-banner.module.css';

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
