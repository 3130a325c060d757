import { Link } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import panels from '../panels/panels.module.css';
import type { Slices } from '../slices/slices.ts';
import { useTexts } from '../texts/use-texts.ts';

/**
 * Shown when no slice owns this address. With no slice in service the address may be right: then the shop is closed.
 */
export function NotFoundPage({ slices }: { slices: Slices }) {
  return <div className={panels.place}>{slices.entries.length > 0 ? <NoSuchPage /> : <NothingInService />}</div>;
}

function NoSuchPage() {
  const { missing, toHome, shop } = useTexts();
  return (
    <>
      <title>{`${missing.page} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <StatePanel
        tone="vide"
        heading="h1"
        title={missing.title}
        actions={
          <Link to="/" className={buttonClass()}>
            {toHome}
          </Link>
        }
      >
        <p>{missing.text}</p>
      </StatePanel>
    </>
  );
}

function NothingInService() {
  const { closed, retry, shop } = useTexts();
  return (
    <>
      <title>{`${closed.page} – ${shop}`}</title>
      <StatePanel
        tone="absent"
        heading="h1"
        title={closed.title}
        actions={<Button onClick={() => location.reload()}>{retry}</Button>}
      >
        <p>{closed.text}</p>
      </StatePanel>
    </>
  );
}
