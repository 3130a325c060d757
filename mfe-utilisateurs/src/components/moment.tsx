import { useShell } from '@boutique/facade';

interface Props {
  /** ISO 8601, as the API writes it. */
  at: string;
  time?: boolean;
}

/** A date in the page's language and the browser's time zone, on request with the time. */
export function Moment({ at, time = false }: Props) {
  const { locale } = useShell();
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: time ? 'medium' : 'long',
    ...(time && { timeStyle: 'short' }),
  });
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
