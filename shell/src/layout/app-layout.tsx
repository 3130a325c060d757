import { Outlet } from '@boutique/facade';
import { InspectorHost } from '../inspector/inspector-host.tsx';
import type { PageLogStore } from '../inspector/page-log.ts';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AdministrationBar } from './administration-bar.tsx';
import styles from './app-layout.module.css';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { NavigationProgress } from './navigation-progress.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

/**
 * The frame around every page. It needs no slice: with all slices down it still shows the shop's name and navigation.
 */
export function AppLayout({ slices, log }: { slices: Slices; log: PageLogStore }) {
  const { skip } = useTexts();
  const main = useFocusOnNavigation();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#contenu">
        {skip}
      </a>
      <NavigationProgress />
      <Header slices={slices} />
      <AdministrationBar slices={slices} />
      <OfflineBanner />
      <main id="contenu" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Footer slices={slices} />
      <InspectorHost log={log} />
    </div>
  );
}
