import { type ApiClient, createApiClient } from '@boutique/contracts/client';
import { askPassword } from './ask-password.ts';
import { UsageError } from './failures.ts';

const TIMEOUT_MS = 20_000;
/** A Node server waits as long for a whole request; a line of 112 kbit/s sends 4 MB in that time. */
export const UPLOAD_TIMEOUT_MS = 300_000;

/** The shop's API, called with a team's deploy token. @throws UsageError without a token */
export function asDeployer(shop: string, timeoutMs = TIMEOUT_MS): ApiClient {
  const token = process.env.BOUTIQUE_DEPLOY_TOKEN;
  if (!token) {
    throw new UsageError(
      'BOUTIQUE_DEPLOY_TOKEN is not set; set it to a deploy token of the slice. An administrator of the shop makes one: npm run release -- token create <slice> --name <where it is used>',
    );
  }
  return createApiClient({ baseUrl: shop, fetch: sending({ authorization: `Bearer ${token}` }, timeoutMs) });
}

/** Signs in as an administrator, calls `run`, and signs out. @throws UsageError without an address or a password */
export async function asAdministrator<Result>(
  shop: string,
  email: string | undefined,
  run: (api: ApiClient) => Promise<Result>,
): Promise<Result> {
  if (!email) throw new UsageError('Which administrator? Set --email or BOUTIQUE_ADMIN_EMAIL.');
  const motDePasse = process.env.BOUTIQUE_ADMIN_PASSWORD ?? (await askPassword(`Password of ${email}: `));
  let cookie = '';
  const api = createApiClient({
    baseUrl: shop,
    fetch: async (url, init) => {
      const response = await sending({ cookie })(url, init);
      const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
      if (cookies.length > 0) cookie = cookies.join('; ');
      return response;
    },
  });
  await api.request('post /api/session', { body: { email, motDePasse } });
  try {
    return await run(api);
  } finally {
    await api.request('delete /api/session', {}).catch(() => {});
  }
}

const sending =
  (headers: Record<string, string>, timeoutMs = TIMEOUT_MS): typeof fetch =>
  (url, init) =>
    fetch(url, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
