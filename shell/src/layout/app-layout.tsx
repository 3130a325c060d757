import { Outlet } from '@boutique/facade';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AdministrationBar } from './administration-bar.tsx';
import styles from './app-layout.module.css';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { NavigationProgress } from './navigation-progress.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

/** The frame around every page. It needs no slice: with all of them down it still shows who we are and where to go. */
export function AppLayout({ slices }: { slices: Slices }) {
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
    </div>
  );
}
