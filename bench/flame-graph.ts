/** The parts of a CPU profile (`node --cpu-prof`) that a flame graph needs. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[];
  /** The ids of the nodes that were on top of the stack, and the time before each sample in microseconds. */
  samples: number[];
  timeDeltas: number[];
}

interface Frame {
  name: string;
  origin: keyof typeof COLORS;
  /** With what it calls, in microseconds. */
  time: number;
  callees: Map<string, Frame>;
}

const COLORS = { shop: '#d2691e', packages: '#e6b35c', node: '#8fb98b', engine: '#b0b7c3' };
const LABELS = { shop: 'the shop', packages: 'packages', node: 'Node.js', engine: 'V8 and native code' };
const WIDTH = 1_600;
const ROW = 18;
/** Narrower frames are left out. */
const MIN_WIDTH = 2;
/** Deeper calls are left out. */
const MAX_DEPTH = 24;
const NOT_BUSY = new Set(['(idle)', '(program)']);

/**
 * Draws where a process spent its CPU time, as SVG: a frame is as wide as its share, callees are above their callers.
 * Idle time is left out, and calls of one function in one stack position are one frame.
 */
export function flameGraph({ nodes, samples, timeDeltas }: CpuProfile, title: string): string {
  const own = new Map<number, number>();
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[index] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));

  const add = (into: Frame, id: number): number => {
    const node = byId.get(id);
    if (!node || NOT_BUSY.has(node.callFrame.functionName)) return 0;
    const { functionName, url } = node.callFrame;
    const name = functionName || '(anonymous)';
    const key = `${name} ${url}`;
    const frame = into.callees.get(key) ?? { name, origin: originOf(url), time: 0, callees: new Map() };
    into.callees.set(key, frame);
    const time = (own.get(id) ?? 0) + sumOf(node.children ?? [], (child) => add(frame, child));
    frame.time += time;
    return time;
  };
  const all: Frame = { name: title, origin: 'engine', time: 0, callees: new Map() };
  all.time = sumOf(nodes[0]?.children ?? [], (child) => add(all, child));
  return svgOf(all);
}

const sumOf = <Item>(items: readonly Item[], timeOf: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + timeOf(item), 0);

function originOf(url: string): Frame['origin'] {
  if (url === '') return 'engine';
  if (url.startsWith('node:')) return 'node';
  return url.includes('/node_modules/') ? 'packages' : 'shop';
}

function svgOf(all: Frame): string {
  const rects: string[] = [];
  let depth = 0;
  const draw = (frame: Frame, x: number, level: number): void => {
    const width = (frame.time / all.time) * WIDTH;
    if (width < MIN_WIDTH || level > MAX_DEPTH) return;
    depth = Math.max(depth, level);
    const share = `${((100 * frame.time) / all.time).toFixed(1)} %`;
    const letters = Math.floor((width - 6) / 6.2);
    const label = letters > 3 ? frame.name.slice(0, letters) : '';
    rects.push(
      `<g transform="translate(${x.toFixed(1)},${-ROW * (level + 1)})"><title>${escapeXml(frame.name)}: ${share}</title>` +
        `<rect width="${Math.max(1, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${COLORS[frame.origin]}"/>` +
        `${label && `<text x="3" y="12">${escapeXml(label)}</text>`}</g>`,
    );
    let left = x;
    for (const callee of [...frame.callees.values()].sort((a, b) => b.time - a.time)) {
      draw(callee, left, level + 1);
      left += (callee.time / all.time) * WIDTH;
    }
  };
  draw(all, 0, 0);
  const height = ROW * (depth + 3);
  const legend = Object.entries(LABELS).map(
    ([origin, label], index) =>
      `<rect x="${index * 160}" y="4" width="10" height="10" fill="${COLORS[origin as Frame['origin']]}"/>` +
      `<text x="${index * 160 + 15}" y="13">${label}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10"><title>Flame graph</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...legend,
    `<g transform="translate(0,${height})">`,
    ...rects,
    '</g></svg>\n',
  ].join('\n');
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
