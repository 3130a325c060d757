import { formatDate, formatMoment } from '@boutique/contracts/dates';
import { useShell } from '@boutique/facade';

interface Props {
  /** ISO 8601, as the API writes it. */
  at: string;
  time?: boolean;
}

/** A date in the page's language and the shop's time zone, on request with the time. */
export function Moment({ at, time = false }: Props) {
  const { locale } = useShell();
  return <time dateTime={at}>{time ? formatMoment(at, locale, { short: true }) : formatDate(at, locale)}</time>;
}
