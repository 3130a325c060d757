import { Icon } from '@boutique/ui/icon';
import { useSyncExternalStore } from 'react';
import styles from './offline-banner.module.css';

const subscribe = (onChange: () => void) => {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
};

/** Says that the device has no network, so that a failed page is not taken for a broken shop. */
export function OfflineBanner() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <p className={styles.banner}>
          <Icon name="offline" size={18} />
          Vous êtes hors ligne. Ce qui est déjà chargé reste consultable.
        </p>
      )}
    </div>
  );
}
