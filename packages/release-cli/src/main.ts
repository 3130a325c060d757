import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, type HistoryEntry, RELEASE_ARCHIVE, type ReleaseStatus } from '@boutique/contracts/frontends';
import { packRelease } from '@boutique/release/archive';
import { readReleaseFolder } from '@boutique/release/read-folder';
import { signOverride } from '@boutique/release/sign-override';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CanaryOutError, describeFailure, EXIT } from './failures.ts';
import { asAdministrator, asDeployer, UPLOAD_TIMEOUT_MS } from './shop.ts';
import { table } from './table.ts';

/** `npm run release -- …`: a team's commands for its slice's releases, over the shop's API. See docs/releasing.md. */

const WATCH_MS = 2_000;
/** The highest limits that an operator can set; the shop checks its own. */
const LIMITS = { maxBytes: RELEASE_ARCHIVE.maxBytes, maxFiles: Number.POSITIVE_INFINITY };

const program = new Command('release')
  .description('Publish, promote and take back releases of a slice.')
  .addOption(new Option('--shop <url>', 'address of the shop').env('BOUTIQUE_URL').default('http://localhost:5173'))
  .option('--json', 'print the answer of the shop as JSON')
  .showHelpAfterError()
  .exitOverride();
const shop = () => program.opts<{ shop: string }>().shop.replace(/\/+$/, '');

/** Only the result goes to stdout; hints go to stderr. */
const print = (answer: unknown, text: string) =>
  console.log(program.opts<{ json?: boolean }>().json ? JSON.stringify(answer, null, 2) : text);
const say = (text: string) => {
  if (!program.opts<{ json?: boolean }>().json) console.error(text);
};

const percent = (text: string): number => {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError('a whole number from 0 to 100 is expected.');
};
const reason = new Option('--reason <text>', 'why, for the history');
const reasonOf = (text: string | undefined) => text !== undefined && { reason: text };

program
  .command('publish <folder>')
  .description('upload the release that a build wrote into a folder, such as mfe-produits/dist')
  .option('--canary <percent>', 'give it this share of the traffic at once', percent)
  .addOption(reason)
  .action(async (folder: string, options: { canary?: number; reason?: string }) => {
    const api = asDeployer(shop(), UPLOAD_TIMEOUT_MS);
    const packed = await readReleaseFolder(folder, LIMITS);
    const { name: slice, version } = packed.release;
    const archive = await packRelease(packed);
    say(`Sending ${slice} ${version}: ${packed.files.size} files, ${Math.ceil(archive.length / 1_000)} kB …`);
    let release = await api.request('post /api/frontends/{slice}/releases', {
      params: { slice },
      upload: new Blob([new Uint8Array(archive)], { type: RELEASE_ARCHIVE.types[0] }),
    });
    if (options.canary !== undefined) release = await setTraffic(slice, version, options.canary, options);
    print(release, summary(release));
    if (release.state === 'new') {
      say(`It has no traffic yet. To give it all: npm run release -- promote ${slice} ${version}`);
    }
  });

program
  .command('promote <slice> <version>')
  .description('give a version all of the traffic')
  .addOption(reason)
  .action(async (slice: string, version: string, options: { reason?: string }) => {
    const release = await setTraffic(slice, version, 100, options);
    print(release, summary(release));
  });

program
  .command('traffic <slice> <version>')
  .description('give a version a share of the traffic; it grows by itself while browsers report no failures')
  .argument('<percent>', 'its share; 0 takes its traffic away', percent)
  .option('--hold', 'keep the share as it is')
  .addOption(reason)
  .action(async (slice: string, version: string, traffic: number, options: { hold?: boolean; reason?: string }) => {
    const release = await setTraffic(slice, version, traffic, options);
    print(release, summary(release));
  });

program
  .command('rollback <slice>')
  .description('go back to the previously active version')
  .option('--to <version>', 'go back to this version instead')
  .addOption(reason)
  .action(async (slice: string, options: { to?: string; reason?: string }) => {
    const release = await asDeployer(shop()).request('post /api/frontends/{slice}/rollback', {
      params: { slice },
      body: { ...(options.to !== undefined && { version: options.to }), ...reasonOf(options.reason) },
    });
    print(release, summary(release));
  });

program
  .command('retire <slice>')
  .description('take a slice out of service: its pages answer 404, its navigation entries disappear')
  .addOption(reason)
  .action(async (slice: string, options: { reason?: string }) => {
    const status = await asDeployer(shop()).request('post /api/frontends/{slice}/retire', {
      params: { slice },
      body: { ...reasonOf(options.reason) },
    });
    print(status, statusText(status));
    say(`${slice} is out of service. To bring a version back: npm run release -- promote ${slice} <version>`);
  });

program
  .command('status <slice>')
  .description('the releases of a slice, their shares of the traffic, and the last failures')
  .option('--watch', 'wait until there is no canary; exit code 4 if the canary was taken out')
  .action(async (slice: string, { watch }: { watch?: boolean }) => {
    const read = () => asDeployer(shop()).request('get /api/frontends/{slice}', { params: { slice } });
    let status = await read();
    const watched = watch ? canaryOf(status) : undefined;
    for (let shown = ''; watched && canaryOf(status); status = await read()) {
      const line = summary(canaryOf(status) as ReleaseStatus);
      if (line !== shown) say(line);
      shown = line;
      await sleep(WATCH_MS);
    }
    print(status, statusText(status));
    const end = watched && status.releases.find(({ integrity }) => integrity === watched.integrity);
    if (end && end.state !== 'active')
      throw new CanaryOutError(`${slice} ${end.version} is out: ${end.reason ?? end.state}`);
  });

program
  .command('history <slice>')
  .description('every change of a slice: when, by whom and why')
  .option('--limit <n>', 'how many lines', (text) => Math.max(1, Math.min(100, percent(text))), 20)
  .action(async (slice: string, { limit }: { limit: number }) => {
    const entries = await asDeployer(shop()).request('get /api/frontends/{slice}/history', {
      params: { slice },
      query: { limite: limit },
    });
    print(entries, historyText(entries));
  });

program
  .command('override <slice> <value>')
  .description('the address that shows one version, or a dev server, in one browser')
  .action((slice: string, value: string) => {
    const url = new URL(shop());
    url.searchParams.set(`slice.${slice}`, value);
    const key = process.env.SLICE_OVERRIDE_KEY;
    if (key) url.searchParams.set('signature', signOverride(key, slice, value));
    print({ url: url.href }, url.href);
  });

const token = program.command('token').description('deploy tokens of a slice, for administrators of the shop');
const email = new Option('--email <address>', 'the administrator').env('BOUTIQUE_ADMIN_EMAIL');

token
  .command('create <slice>')
  .description('create a token; the first one also registers the slice; it is shown only once')
  .requiredOption('--name <name>', 'where it will be used')
  .addOption(email)
  .action(async (slice: string, options: { name: string; email?: string }) => {
    const made = await asAdministrator(shop(), options.email, (api) =>
      api.request('post /api/frontends/{slice}/tokens', { params: { slice }, body: { name: options.name } }),
    );
    say(`Deploy token of ${slice}, shown only once. Keep it as BOUTIQUE_DEPLOY_TOKEN where you release from.`);
    print(made, made.token);
  });

token
  .command('list <slice>')
  .description('list the valid tokens')
  .addOption(email)
  .action(async (slice: string, options: { email?: string }) => {
    const tokens = await asAdministrator(shop(), options.email, (api) =>
      api.request('get /api/frontends/{slice}/tokens', { params: { slice } }),
    );
    const rows = tokens.map(({ id, name, createdAt, usedAt }) => [
      id,
      name,
      time(createdAt),
      usedAt ? time(usedAt) : 'never',
    ]);
    print(tokens, table(['id', 'name', 'created', 'last used'], rows));
  });

token
  .command('revoke <slice> <id>')
  .description('make a token invalid at once')
  .addOption(email)
  .action(async (slice: string, id: string, options: { email?: string }) => {
    await asAdministrator(shop(), options.email, (api) =>
      api.request('delete /api/frontends/{slice}/tokens/{id}', { params: { slice, id } }),
    );
    print({ id }, `${id} is revoked.`);
  });

function setTraffic(slice: string, version: string, traffic: number, options: { hold?: boolean; reason?: string }) {
  return asDeployer(shop()).request('put /api/frontends/{slice}/traffic', {
    params: { slice },
    body: { version, traffic, automatic: !options.hold, ...reasonOf(options.reason) },
  });
}

const canaryOf = ({ releases }: Deployment) => releases.find(({ state }) => state === 'canary');
const time = (instant: string) => new Date(instant).toLocaleString('sv');

const summary = ({ slice, version, state, traffic, clients, failingClients }: ReleaseStatus) =>
  `${slice} ${version}: ${state}, ${traffic} % of the traffic (${clients} clients, ${failingClients} failing)`;

const stateText = ({ state, automatic, stored }: ReleaseStatus) =>
  [state, ...(state === 'canary' && !automatic ? ['held'] : []), ...(stored ? [] : ['files deleted'])].join(', ');

function statusText({ releases, incidents }: Deployment): string {
  if (releases.length === 0) return 'No release is registered yet.';
  const rows = releases.map((release) => [
    release.version,
    stateText(release),
    `${release.traffic} %`,
    time(release.since),
    String(release.clients),
    String(release.failingClients),
    release.reason ?? '',
  ]);
  const failures = incidents.map(({ lastAt, version, kind, place, clients, fallback, message }) => [
    time(lastAt),
    version,
    kind,
    place,
    String(clients),
    fallback ?? '-',
    message,
  ]);
  return [
    table(['version', 'state', 'traffic', 'since', 'clients', 'failing', 'reason'], rows),
    ...(failures.length > 0
      ? ['', table(['last incidents', 'version', 'kind', 'first place', 'clients', 'fallback', 'message'], failures)]
      : []),
    ...(releases.some(({ stored }) => !stored)
      ? ['', 'A release whose files are deleted must be published again before it can have traffic.']
      : []),
  ].join('\n');
}

function historyText(entries: readonly HistoryEntry[]): string {
  const rows = entries.map(({ at, action, version, state, traffic, author, reason, figures }) => [
    time(at),
    action,
    version ?? '',
    state ? `${state} ${traffic ?? 0} %` : '',
    author,
    [
      reason,
      figures &&
        Object.entries(figures)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
  ]);
  return table(['at', 'action', 'version', 'state', 'author', 'reason'], rows);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Error && 'exitCode' in error) {
    // commander has already printed the message; --help is not a failure
    process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  } else {
    const { code, lines } = describeFailure(error, shop());
    for (const line of lines) console.error(line);
    process.exitCode = code;
  }
}
