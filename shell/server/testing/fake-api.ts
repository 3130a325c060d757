import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { problemOf } from '@boutique/contracts/problems';
import { fileDigest, type RegisteredRelease } from '@boutique/contracts/release';
import { unpackRelease } from '@boutique/release/archive';
import type { PackedRelease } from '@boutique/release/check-files';
import { integrityOf } from '@boutique/release/integrity';
import { DEFAULT_LIMITS } from '@boutique/release/parse-release';
import { listen } from './http.ts';

export type FakeApi = Awaited<ReturnType<typeof startApi>>;

/** A deploy token of the shell. */
export const TOKEN = 'a token of the shell, which has at least 32 characters';

/** The API as far as a gateway needs it: register, files by hash, and publication of the shell. */
export async function startApi(...offered: { registered: RegisteredRelease; files: ReadonlyMap<string, Buffer> }[]) {
  const files = new Map<string, Buffer>();
  const api = {
    url: '',
    releases: [] as RegisteredRelease[],
    /** Answers all requests while it is set. */
    failure: undefined as RequestListener | undefined,
    /** Answers requests to every other address. */
    other: ((_request, response) => void response.writeHead(404).end()) as RequestListener,
    token: TOKEN,
    /** URLs of all requests so far. */
    asked: [] as string[],
    /** Files by digest. */
    files,
    /** Adds a release to the register, and its files. */
    add(registered: RegisteredRelease, contents: ReadonlyMap<string, Buffer>): void {
      api.releases = [...api.releases, registered];
      for (const content of contents.values()) files.set(fileDigest(integrityOf(content)), content);
    },
    goDown(): void {
      api.failure = ({ socket }) => void socket.destroy();
    },
  };
  for (const { registered, files: contents } of offered) api.add(registered, contents);

  const answer = async (...[request, response]: Parameters<RequestListener>) => {
    const { url = '', method } = request;
    api.asked.push(url);
    if (api.failure) return api.failure(request, response);
    if (url === '/api/releases') {
      const body = JSON.stringify(api.releases);
      const etag = `"${integrityOf(body)}"`;
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
      return response.writeHead(200, { etag }).end(body);
    }
    const [, digest] = /^\/api\/frontends\/files\/([\w-]+)$/.exec(url) ?? [];
    if (digest !== undefined) {
      const content = files.get(digest);
      return response.writeHead(content ? 200 : 404).end(content);
    }
    if (url === '/api/frontends/shell/releases' && method === 'POST') {
      if (request.headers.authorization !== `Bearer ${api.token}`) {
        const problem = problemOf('acces-refuse', 'This token is not one of shell.', url);
        return response.writeHead(403).end(JSON.stringify(problem));
      }
      const { release, files: contents } = await unpackRelease(Readable.from(request), DEFAULT_LIMITS);
      if (!api.releases.some((one) => one.release.integrity === release.integrity)) {
        api.add({ role: 'shell', traffic: 0, release }, contents);
      }
      return response.writeHead(201).end('{}');
    }
    return api.other(request, response);
  };
  api.url = await listen((request, response) => void answer(request, response));
  return api;
}

/** A release with its files, as the API offers it. */
export const offer = (
  { release, files }: PackedRelease,
  role: RegisteredRelease['role'] = 'active',
  traffic = role === 'active' ? 100 : 0,
) => ({ registered: { role, traffic, release }, files });
