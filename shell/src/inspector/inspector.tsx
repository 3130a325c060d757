import { Button } from '@boutique/ui/button';
import { IconButton } from '@boutique/ui/icon-button';
import { useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore } from 'react';
import { readDiscovery } from '../slices/discovery.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './inspector.module.css';
import { switchInspector } from './inspector-choice.ts';
import { OverrideForm } from './override-form.tsx';
import { readOverrides } from './overrides.ts';
import type { PageLogStore } from './page-log.ts';
import { SectionLabels } from './section-labels.tsx';
import { SliceCard } from './slice-card.tsx';
import { factsOf } from './slice-facts.ts';
import { useSections } from './use-sections.ts';

interface Props {
  log: PageLogStore;
  /** Loads another page. */
  visit?: (url: string) => void;
}

/**
 * Shows which releases this page is composed of and what has failed in it. Ctrl+Alt+I shows and hides the inspector.
 */
export default function Inspector({ log, visit = (url) => location.assign(url) }: Props) {
  const { inspector: texts } = useTexts();
  const [shown, setShown] = useState(true);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  // move the focus only after a click or the shortcut, not when a page opens
  const asked = useRef(false);
  const toggle = () => {
    asked.current = true;
    setShown(!shown);
  };
  useShortcut(toggle);
  useEffect(() => {
    if (asked.current) (shown ? panel : opener).current?.focus();
  }, [shown]);
  if (!shown) {
    return (
      <Button ref={opener} size="sm" variant="secondary" className={styles.opener} onClick={toggle}>
        {texts.title}
      </Button>
    );
  }
  return <Panel ref={panel} log={log} visit={visit} onClose={toggle} />;
}

function Panel({
  ref,
  log,
  visit,
  onClose,
}: Required<Props> & { ref: React.RefObject<HTMLElement | null>; onClose: () => void }) {
  const { inspector: texts } = useTexts();
  const title = useId();
  const sections = useSections();
  const entries = useSyncExternalStore(log.subscribe, log.read);
  const [overrides] = useState(readOverrides);
  const facts = factsOf(readDiscovery(), entries, overrides);
  useOutlines();
  return (
    <>
      <SectionLabels sections={sections} />
      <section ref={ref} tabIndex={-1} aria-labelledby={title} className={styles.panel}>
        <header className={styles.head}>
          <h2 id={title}>{texts.title}</h2>
          <kbd>Ctrl+Alt+I</kbd>
          <IconButton icon="close" label={texts.hide} onClick={onClose} />
        </header>
        <ul className={styles.slices}>
          {facts.map((slice) => (
            <SliceCard
              key={slice.name}
              facts={slice}
              sections={sections.filter((section) => section.slice === slice.name)}
            />
          ))}
        </ul>
        <section aria-label={texts.incidents} className={styles.incidents}>
          <h3>{texts.incidents}</h3>
          {entries.incidents.length === 0 && <p>{texts.noIncident}</p>}
          <ul>
            {entries.incidents.map(({ slice, version, kind, place, message, fallback }) => (
              <li key={[slice, version, kind, place].join(' ')}>
                <strong>
                  {slice} {version}
                </strong>
                <span>
                  {` · ${texts.kinds[kind]} ${place} · ${fallback === null ? texts.noneStoodIn : texts.stoodIn(fallback)}`}
                </span>
                <code>{message}</code>
              </li>
            ))}
          </ul>
        </section>
        <OverrideForm slices={facts.map(({ name }) => name)} overrides={overrides} visit={visit} />
        <Button size="sm" variant="ghost" onClick={() => switchInspector(false)}>
          {texts.switchOff}
        </Button>
      </section>
    </>
  );
}

/**
 * Reads the physical key, since Alt changes the typed character. Ignores AltGr, which counts as Ctrl+Alt on Windows.
 */
function useShortcut(toggle: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== 'KeyI' || !event.ctrlKey || !event.altKey || event.getModifierState('AltGraph')) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Outlines pages and widgets while the panel is shown. */
function useOutlines(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.inspector = '';
    return () => {
      delete dataset.inspector;
    };
  }, []);
}
