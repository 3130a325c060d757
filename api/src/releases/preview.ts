import type { Preview } from '@boutique/contracts/deployments';
import type { Release } from '@boutique/contracts/release';
import { signOverride } from '@boutique/release/sign-override';

/** The first page of the slice that has an address of its own. */
const pageOf = ({ navigation, routes }: Pick<Release, 'navigation' | 'routes'>): string =>
  navigation[0]?.path ?? routes.find(({ path }) => /^[^:*]+$/.test(path))?.path ?? '/';

/** The address that shows a release in the browser that opens it, until that browser is closed. */
export function previewOf(release: Release, key: string | undefined): Preview {
  const { name: slice, version } = release;
  const search = new URLSearchParams({ [`slice.${slice}`]: version });
  if (key !== undefined) search.set('signature', signOverride(key, slice, version));
  return { path: `${pageOf(release)}?${search}`, signed: key !== undefined };
}
