import { alpha, lightness, tone } from './colour.ts';
import { ellipse, type Outline, roundedRect } from './outline.ts';
import { front, level, Scene } from './scene.ts';
import type { Spec } from './spec.ts';

type DockSpec = Spec<'dock'>;

const bodies = {
  hub: { width: 520, depth: 170, height: 44, radius: 44, pitch: 32, yaw: -27 },
  station: { width: 540, depth: 280, height: 96, radius: 30, pitch: 26, yaw: -27 },
} as const;

export function drawDock(spec: DockSpec): string {
  const { width, depth, height, radius, pitch, yaw } = bodies[spec.form];
  const scene = new Scene({ yaw, pitch });
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, radius)), 18);
  drawCord(scene, spec, depth, height);
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius }, spec.body);
  drawPorts(scene, spec, width, height, radius);
  scene.path(scene.on(top, roundedRect(radius, depth * 0.46, width * 0.2, depth * 0.08, 6)), { fill: spec.accent });
  if (spec.form === 'station') {
    const grooves = Array.from({ length: 11 }, (_, groove) =>
      roundedRect(width * 0.45 + groove * 24, 34, 9, depth - 68, 4.5),
    );
    scene.path(scene.on(top, ...grooves), { fill: tone(spec.body, lightness(spec.body) > 0.5 ? -0.2 : -0.45) });
  }
  return scene.toString();
}

/** The lead to the computer, with its plug, that leaves on the far left. */
function drawCord(scene: Scene, spec: DockSpec, depth: number, height: number): void {
  const at = (x: number, y: number, z: number): string =>
    scene
      .project([x, y, z])
      .map((value) => value.toFixed(1))
      .join(' ');
  const d = `M${at(30, depth / 2, height / 2)}C${at(-120, depth / 2, height / 2)} ${at(-170, depth, 8)} ${at(-90, depth + 120, 8)}S${at(120, depth + 190, 8)} ${at(215, depth + 160, 8)}`;
  scene.line(d, tone(spec.body, lightness(spec.body) > 0.5 ? -0.45 : 0.22), 17);
  scene.line(d, tone(spec.body, lightness(spec.body) > 0.5 ? -0.25 : -0.1), 13);
  scene.block({ x: 205, y: depth + 140, z: 0, width: 96, depth: 44, height: 20, radius: 12 }, spec.body);
  scene.block({ x: 298, y: depth + 148, z: 5, width: 40, depth: 28, height: 11, radius: 6 }, '#c3c9d3');
}

function drawPorts(scene: Scene, spec: DockSpec, width: number, height: number, radius: number): void {
  const face = front(0);
  const middle = height / 2;
  const step = (width - 2 * radius) / spec.ports;
  const shapes: ((x: number) => Outline)[] = [
    (x) => roundedRect(x - 24, middle - 10, 48, 20, 3),
    (x) => roundedRect(x - 24, middle - 10, 48, 20, 3),
    (x) => roundedRect(x - 18, middle - 7, 36, 14, 7),
    (x) => [
      [x - 25, middle + 9],
      [x + 25, middle + 9],
      [x + 25, middle - 2],
      [x + 16, middle - 10],
      [x - 16, middle - 10],
      [x - 25, middle - 2],
    ],
    (x) => roundedRect(x - 18, middle - 7, 36, 14, 7),
    (x) => roundedRect(x - 19, middle - 15, 38, 30, 3),
    (x) => roundedRect(x - 27, middle - 4, 54, 8, 2),
    (x) => ellipse(x, middle, 9),
  ];
  const fit = Math.min(1, step / 62);
  for (const [index, shape] of shapes.slice(0, spec.ports).entries()) {
    const x = radius + step * (index + 0.5);
    const outline = shape(0).map(([px, py]) => [x + px * fit, middle + (py - middle) * fit] as const);
    scene.path(scene.on(face, outline), { fill: '#070a10', stroke: alpha('#dfe4ec', 0.75), 'stroke-width': 2 });
    if (index > 1) continue;
    const tongue = roundedRect(x - 18 * fit, middle - 1, 36 * fit, 5, 2);
    scene.path(scene.on(face, tongue), { fill: index ? tone(spec.accent, 0.15) : '#3b82f6' });
  }
  scene.path(scene.on(face, ellipse(width - radius * 0.75, middle, 3.5)), { fill: '#4ade80' });
}
