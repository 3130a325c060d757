import type { ApiClient } from '@boutique/contracts/client';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';

/** The discovery document that the gateway wrote into the page. */
export function readDiscovery(): DiscoveryDocument {
  const json = document.getElementById('discovery')?.textContent;
  if (!json) throw new Error('index.html holds no discovery document: it was not served by the gateway');
  return JSON.parse(json) as DiscoveryDocument;
}

/** Reads the releases that are in service now. */
export const refreshDiscovery = (api: ApiClient): Promise<DiscoveryDocument> => api.request('get /api/frontends', {});
