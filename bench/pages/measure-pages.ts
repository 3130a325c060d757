import type { Browser, BrowserContext } from 'playwright-core';
import { type Actions, act, NO_ACTIONS } from './actions.ts';
import type { Opponent } from './opponents.ts';
import { type Options, PAGES, type PageName } from './options.ts';
import { type Figures, newProfile, visit } from './visit.ts';

export interface Site extends Opponent {
  /** Its origin by each protocol. */
  urls: Record<Protocol, string>;
}

type Protocol = Options['protocols'][number];
type Network = Options['networks'][number];

/** One page of one site under one condition, in one run. */
export interface Measured {
  site: string;
  page: PageName;
  network: Network;
  protocol: Protocol;
  run: number;
  /** The visit of a new browser profile, and the next one. */
  cold: Figures & Actions;
  warm: Figures & Actions;
}

/** Names of the protocols in the browser. */
const PROTOCOL_NAMES = { h1: 'http/1.1', h2: 'h2' };

/** Visits every page of every site, run by run, so that what else the machine does meets all sites alike. */
export async function measurePages(
  browser: Browser,
  sites: readonly Site[],
  { pages, networks, protocols, runs }: Options,
  say: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const condition of conditionsOf(networks, protocols, pages)) {
      for (const site of rotated(sites, run)) {
        const { network, protocol, page } = condition;
        if (site.foreign && page !== 'home') continue;
        say(`run ${run + 1} of ${runs}: ${network} ${protocol} ${page} ${site.name}`);
        try {
          measured.push({ site: site.name, ...condition, run, ...(await measure(browser, site, condition)) });
        } catch (error) {
          // the other visits of an hour of measuring are still worth having
          say(`  failed, left out: ${(error as Error).message}`);
          process.exitCode = 1;
        }
      }
    }
  }
  return measured;
}

type Condition = Pick<Measured, 'network' | 'protocol' | 'page'>;

const conditionsOf = (networks: readonly Network[], protocols: readonly Protocol[], pages: readonly PageName[]) =>
  networks.flatMap((network) =>
    protocols.flatMap((protocol) => pages.map((page): Condition => ({ network, protocol, page }))),
  );

async function measure(
  browser: Browser,
  site: Site,
  { network, protocol, page: name }: Condition,
): Promise<Pick<Measured, 'cold' | 'warm'>> {
  const context = await newProfile(browser);
  const once = async (): Promise<Figures & Actions> => {
    const conditions = { slow: network === 'slow', protocol: PROTOCOL_NAMES[protocol] };
    const { page, figures } = await visit(context, site.urls[protocol] + PAGES[name], conditions);
    const actions = site.foreign ? NO_ACTIONS : await act(page, name);
    await page.close();
    return { ...figures, ...actions };
  };
  try {
    if (name === 'cart') await fillCart(context, site.url);
    return { cold: await once(), warm: await once() };
  } finally {
    await context.close();
  }
}

/** Puts a product into the cart of this browser profile, without a page. Cookies do not tell ports apart. */
async function fillCart({ request }: BrowserContext, url: string): Promise<void> {
  const produit = (await (await request.get(`${url}/api${PAGES.product}`)).json()) as { id: string };
  const answer = await request.post(`${url}/api/panier/lignes`, { data: { produitId: produit.id, quantite: 1 } });
  if (!answer.ok()) throw new Error(`${url} answers ${answer.status()} to a product for the cart`);
}

/** Each run begins with another site. */
const rotated = <T>(list: readonly T[], by: number): T[] => {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
};
