import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Deploiement } from '@boutique/contracts/frontends';
import type { Release } from '@boutique/contracts/release';
import { compressFiles } from '@boutique/federation/compress-files';
import { hashFiles, releaseIntegrity } from '@boutique/federation/release-files';
import { accounts, environment, root, type Shop, startShop } from './shop.ts';

/** A shop whose slices are released by their teams' commands, quicker than in life. */
export async function startReleaseShop(variables: Record<string, string> = {}) {
  const shop = await startShop({
    CANARY_STEP_SECONDS: '1',
    CANARY_STEP_VISITORS: '2',
    // visitors say where they come from, as a load balancer in front would
    TRUSTED_PROXIES: '2',
    ...variables,
  });
  const cleanups: (() => Promise<void>)[] = [];
  return {
    ...shop,
    /** Serves a release from a server of its own, as its team would before it publishes it. @returns its address */
    async serve(folder: string): Promise<string> {
      const server = await serveRelease(folder);
      cleanups.push(server.stop);
      return server.url;
    },
    async stop(): Promise<void> {
      await Promise.all(cleanups.map((clean) => clean()));
      await shop.stop();
    },
  };
}
export type ReleaseShop = Awaited<ReturnType<typeof startReleaseShop>>;

async function serveRelease(folder: string) {
  const server = spawn(process.execPath, [path.join(root, 'packages/federation/bin/serve-release.js'), folder], {
    env: { ...environment, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const url = /http:\/\/\S+/.exec(line.toString())?.[0] ?? '';
  const ended = once(server, 'exit');
  const stop = async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

/** A load balancer before the shop that says of all its visitors that they come from this address. @returns its own */
export async function visitorsFrom(ip: string, shop: Pick<Shop, 'ports'>): Promise<{ url: string; stop: () => void }> {
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const onwards = http.request(
      { host: '127.0.0.1', port: shop.ports.shell, method, path: url, headers: { ...headers, 'x-forwarded-for': ip } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

/** Runs `npm run release -- …` as a team does. */
export async function release(shop: Pick<Shop, 'url'>, args: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['packages/release-cli/src/main.ts', ...args, '--shop', shop.url], {
    cwd: root,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number, out, err };
}

/** Makes a deploy token of a slice. @returns the environment that holds it */
export async function deployToken(shop: Pick<Shop, 'url'>, slice: string): Promise<Record<string, string>> {
  const { code, out, err } = await release(shop, ['token', 'create', slice, '--name', 'e2e'], {
    BOUTIQUE_ADMIN_EMAIL: accounts.admin.email,
    BOUTIQUE_ADMIN_PASSWORD: accounts.admin.motDePasse,
  });
  if (code !== 0) throw new Error(`no token of ${slice}: ${err}`);
  return { BOUTIQUE_DEPLOY_TOKEN: out.trim() };
}

export async function statusOf(
  shop: Pick<Shop, 'url'>,
  slice: string,
  token: Record<string, string>,
): Promise<Deploiement> {
  const { out, err } = await release(shop, ['status', slice, '--json'], token);
  if (!out) throw new Error(err);
  return JSON.parse(out) as Deploiement;
}

type Edit = (file: string, content: string) => string;

/** Another version of a slice: its build with other content, and the description that a build of that would have. */
export async function variantOf(slice: string, version: string, edit: Edit = (_, content) => content): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `mfe-${slice}-`));
  await cp(path.join(root, `mfe-${slice}/dist`), folder, { recursive: true });
  for (const file of await readdir(path.join(folder, 'assets'))) {
    const place = path.join(folder, 'assets', file);
    // copies of what it was
    if (/\.(br|gz|zst)$/.test(file)) await rm(place);
    else if (file.endsWith('.js')) {
      const content = await readFile(place, 'utf8');
      // no two versions have the same content
      await writeFile(place, `${edit(file, content)}\n// ${version}`);
    }
  }
  const before = JSON.parse(await readFile(path.join(folder, 'release.json'), 'utf8')) as Release;
  await compressFiles(folder);
  const files = await hashFiles(folder);
  const integrity = releaseIntegrity(files);
  const release: Release = { ...before, version, builtAt: new Date().toISOString(), integrity, files };
  await writeFile(path.join(folder, 'release.json'), JSON.stringify(release));
  return folder;
}

/** Pages and widgets that throw when they are shown. */
export const throwsWhileRendering: Edit = (file, content) =>
  isShown(file)
    ? exportsOf(content)
        .map((name) => `export const ${name} = () => { throw new TypeError('prix is undefined'); };`)
        .join('\n')
    : content;

/** Pages and widgets whose chunk throws. */
export const throwsAtLoad: Edit = (file, content) =>
  isShown(file) ? `throw new TypeError('document.body is null');\n${content}` : content;

/** A page's chunk is named after its module; so are the two of widgets. */
const isShown = (file: string) => /-page-|widgets-|^recherche-produits-|^menu-compte-/.test(file);

const exportsOf = (content: string): string[] =>
  [...(/export\s*\{([^}]*)\};?\s*$/.exec(content)?.[1] ?? '').split(',')].map(
    (one) => one.split(' as ').at(-1)?.trim() ?? '',
  );

/** The value of the cookie that puts a visitor into the first hundredths of a slice, as gateways reckon. */
export function groupWithin(slice: string, percent: number): string {
  for (let number = 0; ; number += 1) {
    const group = String(number).padStart(22, '0');
    if (createHash('sha256').update(`${group} ${slice}`).digest().readUInt32BE() % 100 < percent) return group;
  }
}
