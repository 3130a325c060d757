type Attributes = Record<string, string | number>;

/** A colour, spread evenly with its neighbours, or one at an offset from 0 to 1. */
export type Stop = string | readonly [offset: number, colour: string];

const write = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? Number(value.toFixed(2)) : value}"`)
    .join('');

const writeStops = (stops: readonly Stop[]): string =>
  stops
    .map((stop, index) => (typeof stop === 'string' ? ([index / Math.max(1, stops.length - 1), stop] as const) : stop))
    .map(([offset, colour]) => `<stop offset="${offset.toFixed(3)}" stop-color="${colour}"/>`)
    .join('');

/**
 * Collects SVG marks in painting order. Any unit of length works, because the renderer fits the result to the picture.
 * Marks of class `ambient` (shadows, glows) do not count for that fit.
 */
export class Drawing {
  readonly #marks: string[] = [];
  #ids = 0;

  #define(tag: string, attributes: Attributes, content: string): string {
    const id = `d${this.#ids++}`;
    this.#marks.push(`<${tag} id="${id}"${write(attributes)}>${content}</${tag}>`);
    return `url(#${id})`;
  }

  /** A gradient along a vector in fractions of the painted shape; straight down by default. */
  linear(stops: readonly Stop[], [x1, y1, x2, y2] = [0, 0, 0, 1]): string {
    return this.#define('linearGradient', { x1, y1, x2, y2 }, writeStops(stops));
  }

  /** The same along a vector in drawing units, for shapes that share one light. */
  linearAcross(stops: readonly Stop[], [x1, y1, x2, y2]: readonly [number, number, number, number]): string {
    return this.#define('linearGradient', { x1, y1, x2, y2, gradientUnits: 'userSpaceOnUse' }, writeStops(stops));
  }

  radial(stops: readonly Stop[], [cx, cy, r] = [0.5, 0.5, 0.5]): string {
    return this.#define('radialGradient', { cx, cy, r }, writeStops(stops));
  }

  blur(deviation: number): string {
    const area = { x: -800, y: -900, width: 2000, height: 1800, filterUnits: 'userSpaceOnUse' };
    return this.#define('filter', area, `<feGaussianBlur stdDeviation="${deviation}"/>`);
  }

  path(d: string, attributes: Attributes): void {
    this.#marks.push(`<path${write({ d, ...attributes })}/>`);
  }

  line(d: string, stroke: string, width: number, attributes: Attributes = {}): void {
    const round = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
    this.path(d, { fill: 'none', stroke, 'stroke-width': width, ...round, ...attributes });
  }

  rect(x: number, y: number, width: number, height: number, rx: number, attributes: Attributes): void {
    this.#marks.push(`<rect${write({ x, y, width, height, rx, ...attributes })}/>`);
  }

  ellipse(cx: number, cy: number, rx: number, ry: number, attributes: Attributes): void {
    this.#marks.push(`<ellipse${write({ cx, cy, rx, ry, ...attributes })}/>`);
  }

  group(attributes: Attributes, draw: () => void): void {
    this.#marks.push(`<g${write(attributes)}>`);
    draw();
    this.#marks.push('</g>');
  }

  /** Paints only inside the path. */
  clipped(d: string, draw: () => void): void {
    this.group({ 'clip-path': this.#define('clipPath', {}, `<path d="${d}"/>`) }, draw);
  }

  /** Shadow on the ground: a wide faint one, then a narrow one at the points of contact. */
  shadow(d: string, spread = 16): void {
    this.group({ class: 'ambient' }, () => {
      this.path(d, {
        fill: '#0a1020',
        opacity: 0.26,
        filter: this.blur(spread * 0.6),
        transform: `translate(0 ${spread * 0.5})`,
      });
      this.path(d, { fill: '#0a1020', opacity: 0.3, filter: this.blur(spread / 5) });
    });
  }

  /** An elliptic shadow under something seen from the front. */
  groundShadow(cx: number, y: number, width: number, height = 26): void {
    this.group({ class: 'ambient', fill: '#0a1020' }, () => {
      this.ellipse(cx, y + 4, width / 2, height / 2, { opacity: 0.3, filter: this.blur(10) });
      this.ellipse(cx, y, width * 0.4, height * 0.3, { opacity: 0.35, filter: this.blur(5) });
    });
  }

  /** Light that spills around a path. */
  glow(d: string, colour: string, spread: number, opacity: number): void {
    this.path(d, { class: 'ambient', fill: colour, opacity, filter: this.blur(spread) });
  }

  toString(): string {
    return this.#marks.join('\n');
  }
}
