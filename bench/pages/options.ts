import { parseArgs } from 'node:util';

export const PAGES = {
  home: '/',
  catalogue: '/produits',
  product: '/produits/clavier-mecanique-ardoise-75',
  cart: '/panier',
} as const;
export type PageName = keyof typeof PAGES;

/** The shop of this work tree; the same sources as one bundle; the shop of another commit. */
const OPPONENTS = ['shop', 'bundle', 'before'] as const;
const NETWORKS = ['slow', 'fast'] as const;
const PROTOCOLS = ['h1', 'h2'] as const;

export interface Options {
  opponents: (typeof OPPONENTS)[number][];
  /** The commit of the opponent `before`. */
  before: string;
  /** Other sites: name and origin. */
  foreign: [name: string, url: string][];
  pages: PageName[];
  networks: (typeof NETWORKS)[number][];
  protocols: (typeof PROTOCOLS)[number][];
  /** 0: only a filmstrip. */
  runs: number;
  /** The file that gets every figure of every run, as JSON. */
  out: string;
  /** The JPEG file that gets what visitors see of each home page, second by second. None is made when not set. */
  filmstrip: string | undefined;
  /** Measure the gateway's CPU and memory instead of pages in a browser. */
  cpu: boolean;
  /** Measure how long pages take while a release hangs, instead of pages in a browser. */
  hang: boolean;
}

/** @throws Error that names the option and its possible values */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      opponents: { type: 'string', default: OPPONENTS.join() },
      before: { type: 'string', default: '67ff982' },
      opponent: { type: 'string', multiple: true, default: [] },
      pages: { type: 'string', default: Object.keys(PAGES).join() },
      networks: { type: 'string', default: NETWORKS.join() },
      protocols: { type: 'string', default: PROTOCOLS.join() },
      runs: { type: 'string', default: '5' },
      out: { type: 'string' },
      filmstrip: { type: 'string' },
      cpu: { type: 'boolean', default: false },
      hang: { type: 'boolean', default: false },
    },
  });
  const runs = Number(values.runs);
  if (!(Number.isInteger(runs) && runs >= 0)) throw new Error(`--runs ${values.runs}: a number is expected`);
  return {
    opponents: listOf('opponents', values.opponents, OPPONENTS),
    before: values.before,
    foreign: values.opponent.map((text) => {
      const [, name, address] = /^([\w-]+)=(https?:\/\/.+)$/.exec(text) ?? [];
      if (!name || !address) throw new Error(`--opponent ${text}: name=http://address is expected`);
      return [name, new URL(address).origin];
    }),
    pages: listOf('pages', values.pages, Object.keys(PAGES) as PageName[]),
    networks: listOf('networks', values.networks, NETWORKS),
    protocols: listOf('protocols', values.protocols, PROTOCOLS),
    runs,
    out: values.out ?? `bench/.cache/${values.hang ? 'hang' : values.cpu ? 'gateways' : 'pages'}.json`,
    filmstrip: values.filmstrip,
    cpu: values.cpu,
    hang: values.hang,
  };
}

function listOf<T extends string>(name: string, text: string, possible: readonly T[]): T[] {
  const asked = text.split(',').filter(Boolean);
  const unknown = asked.find((word) => !possible.some((known) => known === word));
  if (unknown) throw new Error(`--${name} ${unknown}: one or more of ${possible.join()} are expected`);
  return possible.filter((word) => asked.includes(word));
}
