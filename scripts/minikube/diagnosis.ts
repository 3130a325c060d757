import { readKubectl } from './commands.ts';

interface Event {
  type: string;
  reason: string;
  message: string;
  lastTimestamp: string | null;
  involvedObject: { name: string };
}

const LAST = 8;

/** What an operator would look at first: the last events and log lines of a part. */
export async function diagnosisOf(part: string): Promise<string> {
  const [events, log] = await Promise.all([
    readEvents(part),
    // of a container that never started there is none, and the events say why
    readKubectl(['logs', '--selector', `app.kubernetes.io/name=${part}`, `--tail=${LAST}`, '--prefix']).catch(() => ''),
  ]);
  const sections = { events, log: log.split('\n').filter(Boolean) };
  return Object.entries(sections)
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [`  last ${title}:`, ...lines.slice(-LAST).map((line) => `    ${line}`)].join('\n'))
    .join('\n');
}

/** Of the part itself and of what it makes: `api`, `api-5d8f`, `api-5d8f-x2x`. */
async function readEvents(part: string): Promise<string[]> {
  const { items } = JSON.parse(await readKubectl(['get', 'events', '--output=json'])) as { items: Event[] };
  return items
    .filter(({ involvedObject: { name } }) => name === part || name.startsWith(`${part}-`))
    .sort((a, b) => (a.lastTimestamp ?? '').localeCompare(b.lastTimestamp ?? ''))
    .map(({ type, reason, message, involvedObject: { name } }) => `${type} ${reason} ${name}: ${message}`);
}
