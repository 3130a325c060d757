import { alpha, mix, tone } from './colour.ts';
import type { Outline } from './outline.ts';
import { ellipse } from './outline.ts';
import type { Scene, Surface } from './scene.ts';

interface Screen {
  surface: Surface;
  outline: Outline;
  /** Lower left corner and size of the lit area on the surface. */
  area: readonly [x: number, y: number, width: number, height: number];
}

/** What a lit screen shows: one of three abstract landscapes between two colours, and a reflection over it. */
export function drawWallpaper(scene: Scene, screen: Screen, colours: readonly [string, string]): void {
  const lit = scene.on(screen.surface, screen.outline);
  const [from, to] = colours;
  scene.path(lit, { fill: scene.linear([from, mix(from, to, 0.5), to], [0, 0, 1, 1]) });
  const motifs = [drawDunes, drawOrbs, drawRibbons];
  // 227 spreads the colours of the demo catalogue evenly over the motifs.
  const motif = motifs[(Number.parseInt(from.slice(1) + to.slice(1), 16) % 227) % motifs.length] ?? drawDunes;
  scene.clipped(lit, () => {
    motif(scene, screen, colours);
    const { surface, area } = screen;
    const [x, y, width, height] = area;
    const glare: Outline = [
      [x, y + height],
      [x, y + height * 0.35],
      [x + width * 0.42, y + height],
    ];
    scene.path(scene.on(surface, glare), { fill: scene.linear([alpha('#ffffff', 0.16), alpha('#ffffff', 0.02)]) });
  });
}

/** A band between two sine waves, in fractions of the area. */
function wave(area: Screen['area'], base: number, swing: number, phase: number, floor = -0.05): Outline {
  const [x, y, width, height] = area;
  const crest = Array.from({ length: 41 }, (_, step) => {
    const share = step / 40;
    return [x + width * share, y + height * (base + swing * Math.sin(phase + share * 5))] as const;
  });
  return [...crest, [x + width, y + height * floor], [x, y + height * floor]];
}

function drawDunes(scene: Scene, { surface, area }: Screen, [from, to]: readonly [string, string]): void {
  const [x, y, width, height] = area;
  const sun = ellipse(x + width * 0.68, y + height * 0.66, Math.min(width, height) * 0.15);
  scene.path(scene.on(surface, sun), { fill: scene.linear([tone(to, 0.75), tone(to, 0.3)]) });
  for (const [index, base] of [0.5, 0.36, 0.22, 0.08].entries()) {
    const colour = tone(mix(to, from, index / 3), -0.05 - index * 0.13);
    const fill = scene.linear([tone(colour, 0.22), colour]);
    scene.path(scene.on(surface, wave(area, base, 0.07, index * 1.9)), { fill });
  }
}

function drawOrbs(scene: Scene, { surface, area }: Screen, [from, to]: readonly [string, string]): void {
  const [x, y, width, height] = area;
  const orbs = [
    [0.78, 0.72, 0.62, tone(to, 0.3)],
    [0.2, 0.18, 0.6, tone(from, -0.3)],
    [0.52, 0.44, 0.34, tone(to, 0.5)],
    [0.36, 0.8, 0.2, tone(from, 0.35)],
  ] as const;
  for (const [cx, cy, r, colour] of orbs) {
    const orb = ellipse(x + width * cx, y + height * cy, Math.min(width, height) * r);
    scene.path(scene.on(surface, orb), { fill: scene.linear([colour, alpha(colour, 0.04)], [0.2, 0, 0.8, 1]) });
  }
}

function drawRibbons(scene: Scene, { surface, area }: Screen, [from, to]: readonly [string, string]): void {
  for (const [index, base] of [0.82, 0.66, 0.5, 0.34, 0.18].entries()) {
    const colour = mix(to, from, index / 4);
    const fill = scene.linear([alpha(tone(colour, 0.5), 0.85), alpha(tone(colour, -0.2), 0.5)], [0, 0, 1, 0.6]);
    scene.path(scene.on(surface, wave(area, base, 0.16, 0.6 + index * 0.45, base - 0.34)), { fill });
  }
}
