import { Badge } from '@boutique/ui/badge';
import { useTexts } from '../texts/use-texts.ts';
import styles from './inspector.module.css';
import type { SliceFacts } from './slice-facts.ts';
import type { ShownPart } from './use-parts.ts';

/** One slice: what is in use and why, what would stand in, and what of it is on the page. */
export function SliceCard({ facts, parts }: { facts: SliceFacts; parts: readonly ShownPart[] }) {
  const { inspector: texts } = useTexts();
  const { name, used, down, fallback, override } = facts;
  const missing = MISSING.exec(override ?? '');
  return (
    <li className={styles.slice}>
      <h3>{name}</h3>
      <dl>
        <div>
          <dt>{texts.used}</dt>
          <dd>
            {used.map(({ version, dureeMs, isFallback, isCanary }) => (
              <span key={version} className={styles.release}>
                <strong>{version}</strong> {texts.milliseconds(Math.round(dureeMs))}
                {isCanary && <Badge tone="accent">{texts.isCanary}</Badge>}
                {isFallback && <Badge tone="warning">{texts.isFallback}</Badge>}
              </span>
            ))}
            {down && <Badge tone="danger">{texts.down}</Badge>}
            {used.length === 0 && !down && texts.notLoaded}
          </dd>
        </div>
        <div>
          <dt>{texts.fallback}</dt>
          <dd>{fallback ?? texts.none}</dd>
        </div>
        <div>
          <dt>{texts.shows}</dt>
          <dd>{shownIn(parts, texts.page) || texts.nothing}</dd>
        </div>
        {override !== null && (
          <div>
            <dt>{texts.overridden}</dt>
            <dd>
              {missing ? (
                <Badge tone="danger">{texts.notFound(override.slice(0, missing.index))}</Badge>
              ) : (
                <Badge tone="accent">{override}</Badge>
              )}
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

/** How the gateway marks a version that it does not know, or whose files it cannot have. */
const MISSING = / (?:introuvable|indisponible)$/;

/** `page, AjouterAuPanier × 24` */
function shownIn(parts: readonly ShownPart[], page: string): string {
  const counts = new Map<string, number>();
  for (const { widget = page } of parts) counts.set(widget, (counts.get(widget) ?? 0) + 1);
  return [...counts].map(([what, count]) => (count > 1 ? `${what} × ${count}` : what)).join(', ');
}
