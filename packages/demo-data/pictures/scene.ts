import { edge, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import { convexHull, type Outline, type Point, roundedRect, toPath } from './outline.ts';

/** x to the right, y away from the viewer, z up. */
export type Point3 = readonly [number, number, number];

/** Places a point of a face, given in the face's own two coordinates, in space. */
export type Surface = (u: number, v: number) => Point3;

export interface Block {
  x: number;
  y: number;
  z: number;
  width: number;
  depth: number;
  height: number;
  radius: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function plane([x, y, z]: Point3, [ux, uy, uz]: Point3, [vx, vy, vz]: Point3): Surface {
  return (u, v) => [x + ux * u + vx * v, y + uy * u + vy * v, z + uz * u + vz * v];
}

/** The horizontal plane at a height; v points away from the viewer. */
export const level = (z: number): Surface => plane([0, 0, z], [1, 0, 0], [0, 1, 0]);

/** The vertical plane that faces the viewer at depth y; v points up. */
export const front = (y: number): Surface => plane([0, y, 0], [1, 0, 0], [0, 0, 1]);

/** The vertical plane at x, seen from the side; u points away from the viewer, v up. */
export const side = (x: number): Surface => plane([x, 0, 0], [0, 1, 0], [0, 0, 1]);

/** A drawing of solids through a camera with a mild perspective. A positive yaw shows left sides, a negative one right sides. */
export class Scene extends Drawing {
  readonly #cos: number;
  readonly #sin: number;
  readonly #tilt: readonly [cos: number, sin: number];
  readonly #distance: number;

  constructor({ yaw, pitch, distance = 2400 }: { yaw: number; pitch: number; distance?: number }) {
    super();
    this.#cos = Math.cos(radians(yaw));
    this.#sin = Math.sin(radians(yaw));
    this.#tilt = [Math.cos(radians(pitch)), Math.sin(radians(pitch))];
    this.#distance = distance;
  }

  project([x, y, z]: Point3): Point {
    const away = x * this.#sin + y * this.#cos;
    const [cos, sin] = this.#tilt;
    const scale = this.#distance / (this.#distance + away * cos - z * sin);
    return [(x * this.#cos - y * this.#sin) * scale, -(z * cos + away * sin) * scale];
  }

  trace(surface: Surface, outline: Outline): Outline {
    return outline.map(([u, v]) => this.project(surface(u, v)));
  }

  /** Path data of outlines on a surface. */
  on(surface: Surface, ...outlines: Outline[]): string {
    return toPath(...outlines.map((outline) => this.trace(surface, outline)));
  }

  /** Path data of the convex body between two outlines. */
  hull(near: Outline, far: Outline): string {
    return toPath(convexHull([...near, ...far]));
  }

  /** A block with rounded upright edges, lit from the front left. Returns its top surface. */
  block({ x, y, z, width, depth, height, radius }: Block, colour: string): Surface {
    const outline = roundedRect(x, y, width, depth, radius);
    const bottom = this.trace(level(z), outline);
    const top = this.trace(level(z + height), outline);
    const xs = [...bottom, ...top].map(([px]) => px);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const stops = outline
      .map(([px, py], index) => ({
        at: bottom[index]?.[0] ?? 0,
        light: this.#light(px, py, { x, y, width, depth, radius }),
      }))
      .filter(({ light }) => light !== undefined)
      .map(({ at, light = 0 }) => [(at - left) / (right - left), tone(colour, light)] as const)
      .sort(([a], [b]) => a - b);
    const fill = this.linearAcross(stops, [left, 0, right, 0]);
    this.path(this.hull(bottom, top), { fill, stroke: edge(colour), 'stroke-width': 1.4 });
    const sheen = this.linear([tone(colour, 0.16), tone(colour, 0.03)], [0, 0, 1, 1]);
    this.path(toPath(top), { fill: sheen, stroke: edge(colour), 'stroke-width': 1.2 });
    return level(z + height);
  }

  /** How much lighter or darker an upright wall is at a point of its outline; undefined where it faces away. */
  #light(px: number, py: number, { x, y, width, depth, radius }: Omit<Block, 'z' | 'height'>): number | undefined {
    const r = Math.min(radius, width / 2, depth / 2);
    const nx = px - Math.min(Math.max(px, x + r), x + width - r);
    const ny = py - Math.min(Math.max(py, y + r), y + depth - r);
    const length = Math.hypot(nx, ny) || 1;
    const [across, away] = [(nx * this.#cos - ny * this.#sin) / length, (nx * this.#sin + ny * this.#cos) / length];
    if (away > 0.02) return undefined;
    return -0.42 + 0.42 * Math.max(0, -0.5 * across - 0.86 * away);
  }

  /** A flat plate of any slant: its outline lies on `surface`, its body behind it by `thickness`. */
  plate(surface: Surface, behind: Point3, outline: Outline, colour: string): void {
    const [dx, dy, dz] = behind;
    const back: Surface = (u, v) => {
      const [x, y, z] = surface(u, v);
      return [x + dx, y + dy, z + dz];
    };
    const body = this.hull(this.trace(surface, outline), this.trace(back, outline));
    this.path(body, { fill: tone(colour, -0.25), stroke: edge(colour), 'stroke-width': 1.4 });
    this.path(this.on(surface, outline), { fill: colour, stroke: edge(colour), 'stroke-width': 1.2 });
  }
}
