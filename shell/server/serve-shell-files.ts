import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Release } from '@boutique/contracts/release';
import { integrityOf } from '@boutique/federation/release-files';
import type { Context, Middleware } from 'koa';
import { ConfigError } from './config.ts';
import type { ReleaseRegister } from './release-register.ts';
import { FileError, GATEWAY_HEADER, type ReleaseStore } from './release-store.ts';
import { encodedFile, sendReleaseFile } from './send-release-file.ts';

/** Whose names change with their content: the federation plugin puts its entry beside the folder. */
const HASHED = /^(?:assets\/|remoteEntry-)/;
/** index.html is what pages are made of, as a file it is one without the releases; files of the system start with a dot. */
const PRIVATE = /^index\.html(?:$|\.)|(?:^|\/)\./;

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
};

/** A build of the shell, by the paths of its files. */
export type ShellFiles = ReadonlyMap<string, { content: Buffer; etag: string }>;

/**
 * The files of the shell's build, all in memory: a later build into the same folder changes nothing of what is served.
 * @throws ConfigError when a file of the release is missing, or is another one
 */
export async function readShellFiles(folder: string, release: Release): Promise<ShellFiles> {
  const files = new Map<string, { content: Buffer; etag: string }>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
    if (!entry.isFile() || PRIVATE.test(file)) continue;
    // one after the other: together they could need more file descriptors than the process may have
    const content = await readFile(path.join(folder, file));
    files.set(file, { content, etag: `"${integrityOf(content)}"` });
  }
  for (const [file, { integrity }] of Object.entries(release.files)) {
    if (files.get(file)?.etag !== `"${integrity}"`)
      throw new ConfigError(`${file} is not the file of this build: build the shell again (npm run build -w shell)`);
  }
  return files;
}

interface Dependencies {
  /** This gateway's own build. */
  files: ShellFiles;
  register: Pick<ReleaseRegister, 'all'>;
  store: Pick<ReleaseStore, 'read'>;
}

/**
 * What Vite wrote: names with a hash never change, the rest is revalidated. Compressed copies come from the build. Another
 * gateway's page, or a tab that is older than this build, finds the files of its own build here as well.
 */
export function serveShellFiles({ files, register, store }: Dependencies): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const file = ctx.path.slice(1);
    if (files.has(file)) return sendOwn(ctx, file);
    if (!HASHED.test(file)) return next();
    if (!ctx.get(GATEWAY_HEADER) && (await serveOtherBuild(ctx, file))) return;
    // never a page in the place of a file: the browser would take it for a script
    ctx.status = 404;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = 'no such file in a build of the shell\n';
  };

  function sendOwn(ctx: Context, file: string): void {
    const { name, encoding } = encodedFile(ctx, file, (copy) => files.has(copy));
    const { content = null, etag = '' } = files.get(name) ?? {};
    ctx.vary('Accept-Encoding');
    ctx.set('Cache-Control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
    ctx.set('ETag', etag);
    const known = ctx.get('If-None-Match').split(',');
    if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
      ctx.status = 304;
      return;
    }
    if (encoding) ctx.set('Content-Encoding', encoding);
    ctx.set('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    ctx.body = content;
  }

  async function serveOtherBuild(ctx: Context, file: string): Promise<boolean> {
    const build = (await register.all()).find(
      ({ role, release }) => role === 'shell' && Object.hasOwn(release.files, file),
    );
    if (!build) return false;
    try {
      await sendReleaseFile(ctx, build, file, store);
      return true;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  }
}
