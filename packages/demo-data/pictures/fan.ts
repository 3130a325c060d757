import { alpha, mix, tone } from './colour.ts';
import { ellipse, type Outline } from './outline.ts';
import type { Scene, Surface } from './scene.ts';

interface Fan {
  x: number;
  y: number;
  radius: number;
  /** The colour of its light; null for one that is not lit. */
  light: string | null;
}

/** A fan seen through mesh or glass. */
export function drawFan(scene: Scene, surface: Surface, { x, y, radius, light }: Fan): void {
  const disc = scene.on(surface, ellipse(x, y, radius));
  scene.path(disc, { fill: scene.radial([light ? mix('#0a0d14', light, 0.45) : '#232834', '#0a0d14']) });
  if (light) {
    scene.path(disc, {
      fill: 'none',
      stroke: light,
      'stroke-width': radius * 0.22,
      opacity: 0.45,
      filter: scene.blur(radius * 0.09),
    });
  }
  const ring = scene.linear(
    light ? [tone(light, 0.5), light, mix(light, '#7c3aed', 0.45)] : ['#a4adbf', '#5a6374'],
    [0, 0, 1, 1],
  );
  scene.path(disc, { fill: 'none', stroke: ring, 'stroke-width': radius * 0.11 });
  const blades = Array.from({ length: 7 }, (_, blade) => bladeOf(x, y, radius * 0.86, (blade * Math.PI * 2) / 7));
  scene.path(scene.on(surface, ...blades), { fill: light ? alpha(tone(light, 0.35), 0.42) : alpha('#8d97ae', 0.5) });
  scene.path(scene.on(surface, ellipse(x, y, radius * 0.27)), { fill: light ? mix('#11151f', light, 0.3) : '#171b24' });
}

function bladeOf(x: number, y: number, radius: number, start: number): Outline {
  const at = (share: number, angle: number) =>
    [x + radius * share * Math.cos(angle), y + radius * share * Math.sin(angle)] as const;
  const steps = [0.28, 0.46, 0.64, 0.82, 1];
  const leading = steps.map((share) => at(share, start + share * 0.85));
  const trailing = steps.map((share) => at(share, start + 0.42 + share * 0.75));
  return [...leading, ...trailing.reverse()];
}
