import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import type { Deployment, DiscoveryDocument } from '@boutique/contracts/frontends';
import { releaseIntegrity } from '@boutique/release/integrity';
import { readReleaseFolder } from '@boutique/release/read-folder';
import { describeFiles, writeReleaseFolder } from '@boutique/release/testing/sample-release';
import { accounts, environment, root, type Shop, startShop } from './shop.ts';

/** A shop whose slices are released by the teams' commands, with canaries that grow faster than usual. */
export async function startReleaseShop(variables: Record<string, string> = {}) {
  const shop = await startShop({
    CANARY_STEP_SECONDS: '1',
    CANARY_STEP_CLIENTS: '2',
    // the tests set the client address, as a load balancer in front would
    TRUSTED_PROXIES: '2',
    ...variables,
  });
  const folders: string[] = [];
  return {
    ...shop,
    /** Makes another version of a slice. @returns its folder, as after a build; removed with the shop */
    async variant(...args: Parameters<typeof variantOf>): Promise<string> {
      const folder = await variantOf(...args);
      folders.push(folder);
      return folder;
    },
    async stop(): Promise<void> {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
      await shop.stop();
    },
  };
}
export type ReleaseShop = Awaited<ReturnType<typeof startReleaseShop>>;

/** Starts a load balancer in front of the shop that gives every request this client address. @returns its URL */
export async function clientFrom(ip: string, shop: Pick<Shop, 'ports'>): Promise<{ url: string; stop: () => void }> {
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
): Promise<Deployment> {
  const { out, err } = await release(shop, ['status', slice, '--json'], token);
  if (!out) throw new Error(err);
  return JSON.parse(out) as Deployment;
}

/** The version of a slice that a page uses, not its fallbacks. */
export async function versionServed(
  url: string,
  slice: string,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  const page = await (await fetch(url, { headers })).text();
  const [, discovery = '{}'] = /id="discovery">(.*?)<\/script>/.exec(page) ?? [];
  return (JSON.parse(discovery) as Partial<DiscoveryDocument>).microFrontends?.[slice]?.[0]?.metadata.version;
}

/** Changes a script of a release, by its name. */
export type Edit = (file: string, content: string) => string;

/** Makes another version of a slice: its build with other content, and the description that such a build would have. */
async function variantOf(slice: string, version: string, edit: Edit = (_, content) => content): Promise<string> {
  const { release, files } = await readReleaseFolder(path.join(root, `mfe-${slice}/dist`));
  const contents: Record<string, Buffer> = {};
  for (const [file, content] of files) {
    const isEdited = /\.c?js$/.test(file);
    // versions must differ in content
    const own = isEdited ? Buffer.from(`${edit(file, content.toString())}\n// ${version}`) : content;
    // without compressed copies of the old content
    if (!/\.js\.(br|gz|zst)$/.test(file)) contents[file] = own;
    if (isEdited && files.has(`${file}.br`)) contents[`${file}.br`] = brotliCompressSync(own);
  }
  const { integrity, ...before } = release;
  const described = { ...before, version, builtAt: new Date().toISOString(), files: describeFiles(contents) };
  return writeReleaseFolder({
    release: { ...described, integrity: releaseIntegrity(described) },
    files: new Map(Object.entries(contents)),
  });
}

/** Makes every page and widget throw, by changing what the container exposes. */
const broken =
  (section: string): Edit =>
  (file, content) => {
    if (file !== 'remoteEntry.js') return content;
    const [, get = ''] = /([\w$]+) as get\b/.exec(content) ?? [];
    if (!get) throw new Error('the container has no get');
    return `${content.replace(`${get} as get`, 'brokenGet as get')}
      async function brokenGet(name) {
        const { routes, widgets, ready } = (await ${get}(name))();
        const broken = (sections) => Object.fromEntries(Object.keys(sections).map((key) => [key, ${section}]));
        return () => ({ routes: broken(routes), widgets: broken(widgets), ready });
      }`;
  };

/** Makes pages and widgets throw when they render. */
export const throwsWhileRendering: Edit = broken(`async () => {
  const Broken = () => { throw new TypeError('prix is undefined'); };
  return { Component: Broken, default: Broken };
}`);

/** Makes pages and widgets throw when they are loaded. */
export const throwsAtLoad: Edit = broken(`async () => { throw new TypeError('document.body is null'); }`);

/**
 * Makes every page and widget fail while the gateway renders it. The API's gate renders them, too, for no real shop: the
 * fault waits for one, as a fault waits for real data.
 */
export const failsOnServer =
  (fault: string): Edit =>
  (file, content) =>
    file === 'server.cjs'
      ? `${content}
        {
          const { useShell } = require('@boutique/facade');
          const React = require('react');
          const kept = [];
          const never = new Promise(() => {});
          const failing = (load) => async () => {
            const loaded = await load();
            const Real = loaded.Component ?? loaded.default;
            const Failing = (props) => {
              if (useShell().origin !== '') ${fault};
              return React.createElement(Real, props);
            };
            return { Component: Failing, default: Failing };
          };
          const all = (sections) => Object.fromEntries(Object.entries(sections).map(([name, load]) => [name, failing(load)]));
          exports.routes = all(exports.routes);
          exports.widgets = all(exports.widgets);
        }`
      : content;

/** Replaces the whole server entry. */
export const serverEntry =
  (source: string): Edit =>
  (file, content) =>
    file === 'server.cjs' ? source : content;

/** A cookie's value whose canary group, as gateways compute it, is within the first hundredths of the slice. */
export function groupWithin(slice: string, percent: number): string {
  for (let number = 0; ; number += 1) {
    const group = String(number).padStart(22, '0');
    if (createHash('sha256').update(`${group} ${slice}`).digest().readUInt32BE() % 100 < percent) return group;
  }
}
