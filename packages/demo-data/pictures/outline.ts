export type Point = readonly [number, number];

/** A closed polygon in the plane of a face. */
export type Outline = Point[];

function arc(cx: number, cy: number, r: number, from: number, steps: number): Outline {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + (90 * step) / steps) * Math.PI) / 180;
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
  });
}

/** Edges are cut into pieces, so that a rectangle also lies well on a curved surface. */
export function roundedRect(x: number, y: number, width: number, height: number, radius = 0, pieces = 1): Outline {
  const r = Math.min(radius, width / 2, height / 2);
  const corners = [
    arc(x + width - r, y + height - r, r, 0, 6),
    arc(x + r, y + height - r, r, 90, 6),
    arc(x + r, y + r, r, 180, 6),
    arc(x + width - r, y + r, r, 270, 6),
  ];
  return corners.flatMap((corner, index) => {
    const [endX, endY] = corner.at(-1) ?? [x, y];
    const [nextX, nextY] = corners[(index + 1) % 4]?.[0] ?? [x, y];
    const between = Array.from({ length: pieces - 1 }, (_, piece): Point => {
      const share = (piece + 1) / pieces;
      return [endX + (nextX - endX) * share, endY + (nextY - endY) * share];
    });
    return [...corner, ...between];
  });
}

export function ellipse(cx: number, cy: number, rx: number, ry = rx): Outline {
  return Array.from({ length: 56 }, (_, step) => {
    const angle = (step / 28) * Math.PI;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

/** The smallest convex polygon around all points (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Outline {
  const sorted = [...points].sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (ordered: Point[]): Outline => {
    const chain: Outline = [];
    for (const point of ordered) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turnsLeft([ax, ay]: Point = [0, 0], [bx, by]: Point = [0, 0], [cx, cy]: Point): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
}

/** SVG path data of closed polygons. */
export function toPath(...outlines: Outline[]): string {
  return outlines.map((points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`).join('');
}
