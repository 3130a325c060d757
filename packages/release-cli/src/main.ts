import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deploiement, EntreeHistorique, ReleaseInscrite } from '@boutique/contracts/frontends';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CanaryOutError, describeFailure, EXIT } from './failures.ts';
import { asAdministrator, asDeployer } from './shop.ts';
import { table } from './table.ts';

/** `npm run release -- …`: what a team does with its slice's releases, over the shop's API. See docs/releasing.md. */

const WATCH_MS = 2_000;
const STATES = {
  nouvelle: 'new',
  canary: 'canary',
  active: 'active',
  retiree: 'retired',
  'en-echec': 'failed',
} as const;

const program = new Command('release')
  .description('Publish, promote and take back releases of a slice.')
  .addOption(new Option('--shop <url>', 'where the shop is').env('BOUTIQUE_URL').default('http://localhost:5173'))
  .option('--json', 'print what the shop answered, as JSON')
  .showHelpAfterError()
  .exitOverride();
const shop = () => program.opts<{ shop: string }>().shop.replace(/\/+$/, '');

/** What was asked for on stdout, and nothing else; what is only good to know on stderr. */
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
const raisonOf = (text: string | undefined) => text !== undefined && { raison: text };

program
  .command('publish <slice>')
  .description('register the release that a server serves, after a check of every file')
  .requiredOption('--origin <url>', 'where the shop’s API reaches that server')
  .option('--canary <percent>', 'give it that share of the visitors at once', percent)
  .addOption(reason)
  .action(async (slice: string, options: { origin: string; canary?: number; reason?: string }) => {
    const api = asDeployer(shop());
    say(`Checking every file of the release at ${options.origin} …`);
    let release = await api.request('post /api/frontends/{slice}/releases', {
      params: { slice },
      body: { origine: options.origin },
    });
    if (options.canary !== undefined) release = await setTraffic(slice, release.version, options.canary, options);
    print(release, summary(release));
    if (options.canary === undefined && release.etat === 'nouvelle') {
      say(`Nobody has it yet. To all: npm run release -- promote ${slice} ${release.version}`);
    }
  });

program
  .command('promote <slice> <version>')
  .description('give a version to all visitors')
  .addOption(reason)
  .action(async (slice: string, version: string, options: { reason?: string }) => {
    const release = await setTraffic(slice, version, 100, options);
    print(release, summary(release));
  });

program
  .command('traffic <slice> <version>')
  .description('give a version a share of the visitors; it grows by itself while they see no failures')
  .argument('<percent>', '0 takes it out', percent)
  .option('--hold', 'the share stays as it is')
  .addOption(reason)
  .action(async (slice: string, version: string, part: number, options: { hold?: boolean; reason?: string }) => {
    const release = await setTraffic(slice, version, part, options);
    print(release, summary(release));
  });

program
  .command('rollback <slice>')
  .description('go back to the version that was active before')
  .option('--to <version>', 'to this one instead')
  .addOption(reason)
  .action(async (slice: string, options: { to?: string; reason?: string }) => {
    const release = await asDeployer(shop()).request('post /api/frontends/{slice}/rollback', {
      params: { slice },
      body: { ...(options.to !== undefined && { version: options.to }), ...raisonOf(options.reason) },
    });
    print(release, summary(release));
  });

program
  .command('status <slice>')
  .description('the releases of a slice, who has them, and what failed last')
  .option('--watch', 'until no canary is under way: exit code 4 when it was taken out')
  .action(async (slice: string, { watch }: { watch?: boolean }) => {
    const read = () => asDeployer(shop()).request('get /api/frontends/{slice}', { params: { slice } });
    let status = await read();
    const watched = watch ? canaryOf(status) : undefined;
    for (let shown = ''; watched && canaryOf(status); status = await read()) {
      const line = summary(canaryOf(status) as ReleaseInscrite);
      if (line !== shown) say(line);
      shown = line;
      await sleep(WATCH_MS);
    }
    print(status, statusText(status));
    const end = watched && status.releases.find(({ integrity }) => integrity === watched.integrity);
    if (end && end.etat !== 'active')
      throw new CanaryOutError(`${slice} ${end.version} is out: ${end.raison ?? end.etat}`);
  });

program
  .command('history <slice>')
  .description('who did what to a slice, when and why')
  .option('--limit <n>', 'how many lines', (text) => Math.max(1, Math.min(100, percent(text))), 20)
  .action(async (slice: string, { limit }: { limit: number }) => {
    const entries = await asDeployer(shop()).request('get /api/frontends/{slice}/historique', {
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
    if (key)
      url.searchParams.set('signature', createHmac('sha256', key).update(`${slice}=${value}`).digest('base64url'));
    print({ url: url.href }, url.href);
  });

const token = program.command('token').description('deploy tokens of a slice, for administrators of the shop');
const email = new Option('--email <address>', 'the administrator').env('BOUTIQUE_ADMIN_EMAIL');

token
  .command('create <slice>')
  .description('make one, and the slice with its first; it is shown this once')
  .requiredOption('--name <name>', 'where it will be used')
  .addOption(email)
  .action(async (slice: string, options: { name: string; email?: string }) => {
    const made = await asAdministrator(shop(), options.email, (api) =>
      api.request('post /api/frontends/{slice}/jetons', { params: { slice }, body: { nom: options.name } }),
    );
    say(`Deploy token of ${slice}, shown this once. Keep it as BOUTIQUE_DEPLOY_TOKEN where you release from.`);
    print(made, made.jeton);
  });

token
  .command('list <slice>')
  .description('those that are valid')
  .addOption(email)
  .action(async (slice: string, options: { email?: string }) => {
    const tokens = await asAdministrator(shop(), options.email, (api) =>
      api.request('get /api/frontends/{slice}/jetons', { params: { slice } }),
    );
    const rows = tokens.map(({ id, nom, creeLe, utiliseLe }) => [
      id,
      nom,
      time(creeLe),
      utiliseLe ? time(utiliseLe) : 'never',
    ]);
    print(tokens, table(['id', 'name', 'made', 'last used'], rows));
  });

token
  .command('revoke <slice> <id>')
  .description('make one worthless at once')
  .addOption(email)
  .action(async (slice: string, id: string, options: { email?: string }) => {
    await asAdministrator(shop(), options.email, (api) =>
      api.request('delete /api/frontends/{slice}/jetons/{id}', { params: { slice, id } }),
    );
    print({ id }, `${id} is revoked.`);
  });

function setTraffic(slice: string, version: string, part: number, options: { hold?: boolean; reason?: string }) {
  return asDeployer(shop()).request('put /api/frontends/{slice}/trafic', {
    params: { slice },
    body: { version, part, automatique: !options.hold, ...raisonOf(options.reason) },
  });
}

const canaryOf = ({ releases }: Deploiement) => releases.find(({ etat }) => etat === 'canary');
const time = (instant: string) => new Date(instant).toLocaleString('sv');

const summary = ({ slice, version, etat, trafic, visiteurs, visiteursEnEchec }: ReleaseInscrite) =>
  `${slice} ${version}: ${STATES[etat]}, ${trafic} % of the visitors (${visiteurs} seen, ${visiteursEnEchec} with a failure)`;

function statusText({ releases, incidents }: Deploiement): string {
  if (releases.length === 0) return 'No release is registered yet.';
  const rows = releases.map(({ version, etat, automatique, trafic, depuis, visiteurs, visiteursEnEchec, raison }) => [
    version,
    etat === 'canary' && !automatique ? 'canary, held' : STATES[etat],
    `${trafic} %`,
    time(depuis),
    String(visiteurs),
    String(visiteursEnEchec),
    raison ?? '',
  ]);
  const failed = incidents.map(({ le, version, genre, ou, repli, message }) => [
    time(le),
    version,
    genre,
    ou,
    repli ?? '-',
    message,
  ]);
  return [
    table(['version', 'state', 'traffic', 'since', 'visitors', 'failing', 'why'], rows),
    ...(failed.length > 0
      ? ['', table(['last incidents', 'version', 'what', 'where', 'shown instead', 'message'], failed)]
      : []),
  ].join('\n');
}

function historyText(entries: readonly EntreeHistorique[]): string {
  const rows = entries.map(({ le, action, version, etat, trafic, par, raison, mesures }) => [
    time(le),
    action,
    version ?? '',
    etat ? `${STATES[etat]} ${trafic} %` : '',
    par,
    [
      raison,
      mesures &&
        Object.entries(mesures)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
    ]
      .filter(Boolean)
      .join(' · '),
  ]);
  return table(['when', 'what', 'version', 'since then', 'who', 'why'], rows);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Error && 'exitCode' in error) {
    // commander has said it already; help is no failure
    process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  } else {
    const { code, lines } = describeFailure(error, shop());
    for (const line of lines) console.error(line);
    process.exitCode = code;
  }
}
