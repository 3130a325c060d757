import { readKubectl } from './commands.ts';

interface Event {
  type: string;
  reason: string;
  message: string;
  lastTimestamp: string | null;
  involvedObject: { name: string };
}

const LAST = 8;

/** The last events and log lines of a part, for a first diagnosis. */
export async function diagnosisOf(part: string): Promise<string> {
  const [events, log] = await Promise.all([
    readEvents(part),
    // a container that never started has no log; the events say why
    readKubectl(['logs', '--selector', `app.kubernetes.io/name=${part}`, `--tail=${LAST}`, '--prefix']).catch(() => ''),
  ]);
  const sections = { events, log: log.split('\n').filter(Boolean) };
  return Object.entries(sections)
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [`  last ${title}:`, ...lines.slice(-LAST).map((line) => `    ${line}`)].join('\n'))
    .join('\n');
}

/** Events of the part itself and of objects that it creates: `api`, `api-5d8f`, `api-5d8f-x2x`. */
async function readEvents(part: string): Promise<string[]> {
  const { items } = JSON.parse(await readKubectl(['get', 'events', '--output=json'])) as { items: Event[] };
  return items
    .filter(({ involvedObject: { name } }) => name === part || name.startsWith(`${part}-`))
    .sort((a, b) => (a.lastTimestamp ?? '').localeCompare(b.lastTimestamp ?? ''))
    .map(({ type, reason, message, involvedObject: { name } }) => `${type} ${reason} ${name}: ${message}`);
}
