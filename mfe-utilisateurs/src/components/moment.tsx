import { useShell } from '@boutique/facade';

interface Props {
  /** ISO 8601, as the API writes it. */
  at: string;
  time?: boolean;
}

/** A date in the visitor's language and time zone, with the time of day if wanted. */
export function Moment({ at, time = false }: Props) {
  const { locale } = useShell();
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: time ? 'medium' : 'long',
    ...(time && { timeStyle: 'short' }),
  });
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
