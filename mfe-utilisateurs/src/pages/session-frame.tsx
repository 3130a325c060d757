import { Link, Navigate, useSearchParams, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { useHydrated } from '@boutique/ui/use-hydrated';
import type { ReactNode } from 'react';
import { safeRetour } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CardHeader, CardPage } from './card-page.tsx';

interface Props {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The card of a page for guests. A signed-in account continues to the page that it wanted, without scripts by a link. */
export function SessionFrame({ title, lead, children }: Props) {
  const { session: texts } = useTexts();
  const { session } = useShell();
  const [search] = useSearchParams();
  const hydrated = useHydrated();
  const retour = safeRetour(search) ?? '/compte';
  if (session && hydrated) return <Navigate to={retour} replace />;
  return (
    <CardPage title={title} busy={session === undefined}>
      <CardHeader title={title} lead={session ? texts.signedIn : lead} />
      {session ? (
        <Link to={retour} className={buttonClass({ size: 'lg', wide: true })}>
          {texts.continue}
        </Link>
      ) : session === null ? (
        children
      ) : (
        <Skeleton height="16rem" radius="md" />
      )}
    </CardPage>
  );
}
