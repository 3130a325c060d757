import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';
import styles from './inspector.module.css';
import type { SliceFacts } from './slice-facts.ts';
import type { ShownSection } from './use-sections.ts';

/** One slice: the releases in use and why, the next fallback, and the sections that it shows in the page. */
export function SliceCard({ facts, sections }: { facts: SliceFacts; sections: readonly ShownSection[] }) {
  const { inspector: texts } = useTexts();
  const { name, used, down, fallback, override } = facts;
  return (
    <li className={styles.slice}>
      <h3>{name}</h3>
      <dl>
        <div>
          <dt>{texts.used}</dt>
          <dd>
            {used.map(({ version, durationMs, isFallback, isCanary }) => (
              <span key={version} className={styles.release}>
                <strong>{version}</strong> <span>{texts.milliseconds(Math.round(durationMs))}</span>
                {isCanary && <Badge tone="accent">{texts.isCanary}</Badge>}
                {isFallback && <Badge tone="warning">{texts.isFallback}</Badge>}
              </span>
            ))}
            {down && <Badge tone="danger">{texts.down}</Badge>}
            {used.length === 0 && !down && <span>{texts.notLoaded}</span>}
          </dd>
        </div>
        <div>
          <dt>{texts.fallback}</dt>
          <dd>{fallback ?? texts.none}</dd>
        </div>
        <div>
          <dt>{texts.shows}</dt>
          <dd>{shownIn(sections, texts.page) || texts.nothing}</dd>
        </div>
        {override !== null && (
          <div>
            <dt>{texts.overridden}</dt>
            <dd>
              {override.state ? (
                <Badge tone="danger">{texts.overrideStates[override.state](override.value)}</Badge>
              ) : (
                <Badge tone="accent">{override.value}</Badge>
              )}
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

/** `page, AjouterAuPanier × 24` */
function shownIn(sections: readonly ShownSection[], page: string): string {
  const counts = new Map<string, number>();
  for (const { widget = page } of sections) counts.set(widget, (counts.get(widget) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} × ${count}` : name)).join(', ');
}
