import { formatMoment } from '@boutique/contracts/dates';
import { useShell } from '@boutique/facade';

/** A moment in the page's language and the shop's time zone. */
export function Moment({ at }: { at: string }) {
  const { locale } = useShell();
  return <time dateTime={at}>{formatMoment(at, locale, { short: true })}</time>;
}
