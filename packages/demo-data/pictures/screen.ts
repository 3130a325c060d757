import { edge, tone } from './colour.ts';
import { ellipse, type Outline, roundedRect, toPath } from './outline.ts';
import { level, plane, Scene, type Surface } from './scene.ts';
import type { Spec } from './spec.ts';
import { drawWallpaper } from './wallpaper.ts';

type ScreenSpec = Spec<'screen'>;

/** `bend` is the radius of the panel's curve. */
const panels = {
  wide: { yaw: -20, width: 660, height: 378, bend: 0, chin: 16, base: 118 },
  ultrawide: { yaw: -15, width: 820, height: 352, bend: 2200, chin: 12, base: 112 },
  curved: { yaw: 24, width: 760, height: 400, bend: 620, chin: 14, base: 118 },
  portable: { yaw: 26, width: 560, height: 340, bend: 0, chin: 16, base: 16 },
  portrait: { yaw: 22, width: 372, height: 640, bend: 0, chin: 12, base: 84 },
} as const;

type Panel = (typeof panels)[ScreenSpec['aspect']];

export function drawScreen(spec: ScreenSpec): string {
  const panel = panels[spec.aspect];
  const scene = new Scene({ yaw: panel.yaw, pitch: 12 });
  drawStand(scene, spec, panel);
  drawPanel(scene, spec, panel);
  return scene.toString();
}

/** The panel's face: u from its middle, v from its lower edge; the ends of a bent one come towards the viewer. */
function faceOf({ bend, base, width }: Panel, lean: number): Surface {
  return (u, v) => {
    const away = v * lean;
    if (bend === 0) return [u, away, base + v];
    const angle = u / bend;
    const depth = bend * (1 - Math.cos(angle)) - bend * (1 - Math.cos(width / 2 / bend)) * 0.4;
    return [bend * Math.sin(angle), away - depth, base + v];
  };
}

function drawPanel(scene: Scene, spec: ScreenSpec, panel: Panel): void {
  const { width, height, chin, bend } = panel;
  const surface = faceOf(panel, spec.stand === 'cover' ? 0.3 : 0.04);
  const back: Surface = (u, v) => {
    const [x, y, z] = surface(u, v);
    return [x, y + (spec.aspect === 'portable' ? 9 : 20), z];
  };
  const pieces = bend ? 28 : 1;
  const body = roundedRect(-width / 2, 0, width, height, 12, pieces);
  const rim = { fill: tone(spec.body, -0.3), stroke: edge(spec.body), 'stroke-width': 1.6 };
  if (bend) for (const shell of [back, surface]) scene.path(scene.on(shell, body), rim);
  else scene.path(scene.hull(scene.trace(back, body), scene.trace(surface, body)), rim);
  scene.path(scene.on(surface, body), {
    fill: scene.linear([tone(spec.body, 0.12), spec.body]),
    stroke: edge(spec.body),
    'stroke-width': 1.2,
  });
  scene.path(scene.on(surface, roundedRect(-width / 2 + 4, chin, width - 8, height - chin - 4, 9, pieces)), {
    fill: '#06080d',
  });
  const area = [-width / 2 + 10, chin + 4, width - 20, height - chin - 14] as const;
  const [x, y, w, h] = area;
  drawWallpaper(scene, { surface, outline: roundedRect(x, y, w, h, 5, pieces), area }, spec.wallpaper);
  scene.path(scene.on(surface, roundedRect(width / 2 - 44, chin / 2 - 2, 16, 3.5, 1.7)), { fill: spec.accent });
}

function drawStand(scene: Scene, spec: ScreenSpec, panel: Panel): void {
  if (spec.stand === 'column') drawColumn(scene, spec, panel);
  else if (spec.stand === 'vee') drawVee(scene, spec, panel);
  else if (spec.stand === 'arm') drawArm(scene, spec, panel);
  else drawCover(scene, spec, panel);
}

function drawColumn(scene: Scene, spec: ScreenSpec, { base, height, width }: Panel): void {
  const foot = {
    x: -Math.min(150, width * 0.3),
    y: -70,
    z: 0,
    width: Math.min(300, width * 0.6),
    depth: 210,
    height: 11,
    radius: 30,
  };
  scene.shadow(scene.on(level(0), roundedRect(foot.x, foot.y, foot.width, foot.depth, 30)), 14);
  scene.block(foot, spec.body);
  scene.path(scene.on(level(11), ellipse(0, 62, 58, 34)), { fill: '#05070c', opacity: 0.25 });
  scene.block({ x: -36, y: 42, z: 11, width: 72, depth: 34, height: base + height * 0.45, radius: 12 }, spec.body);
  const ring = { x: -37, y: 41, z: base * 0.45, width: 74, depth: 36, height: 7, radius: 13 };
  scene.block(ring, spec.accent);
}

function drawVee(scene: Scene, spec: ScreenSpec, { base, height, width }: Panel): void {
  const reach = Math.min(230, width * 0.34);
  const leg = (direction: 1 | -1): Outline => [
    [0, 66],
    [direction * reach, -104],
    [direction * (reach - 34), -110],
    [direction * -16, 34],
  ];
  for (const direction of [-1, 1] as const) {
    const [low, high] = [scene.trace(level(0), leg(direction)), scene.trace(level(14), leg(direction))];
    scene.shadow(toPath(low), 10);
    scene.path(scene.hull(low, high), { fill: tone(spec.body, -0.25), stroke: edge(spec.body), 'stroke-width': 1.4 });
    scene.path(toPath(high), {
      fill: scene.linear([tone(spec.body, 0.06), tone(spec.body, 0.24)]),
      stroke: edge(spec.body),
      'stroke-width': 1,
    });
    const inlay = leg(direction).map(([x, y]) => [x * 0.72 + direction * 34, y * 0.72 - 18] as const);
    scene.line(toPath(scene.trace(level(14), [inlay[0] ?? [0, 0], inlay[1] ?? [0, 0]])), spec.accent, 3);
  }
  scene.block({ x: -30, y: 28, z: 8, width: 60, depth: 40, height: base + height * 0.4, radius: 8 }, spec.body);
}

/** A pole on a desk clamp and two links that hold the panel in the air; the elbow shows beside it. */
function drawArm(scene: Scene, spec: ScreenSpec, { base, height, width }: Panel): void {
  const pole = width / 2 + 44;
  const shoulder = base + height * 0.36;
  scene.shadow(scene.on(level(0), roundedRect(pole - 75, 60, 150, 110, 20)), 14);
  scene.block({ x: pole - 75, y: 60, z: 0, width: 150, depth: 110, height: 16, radius: 16 }, spec.body);
  scene.block({ x: pole - 24, y: 92, z: 16, width: 48, depth: 48, height: shoulder, radius: 24 }, spec.body);
  scene.block({ x: pole - 27, y: 89, z: 64, width: 54, depth: 54, height: 14, radius: 27 }, spec.accent);
  scene.block({ x: 0, y: 92, z: shoulder, width: pole + 30, depth: 50, height: 38, radius: 25 }, spec.body);
  scene.block({ x: pole - 30, y: 86, z: shoulder - 10, width: 60, depth: 60, height: 60, radius: 30 }, spec.accent);
}

/** A folding cover that carries a portable panel: a flap in front of it, a wedge behind. */
function drawCover(scene: Scene, spec: ScreenSpec, { width, base }: Panel): void {
  const leather = spec.accent;
  const flap = roundedRect(-width / 2 - 6, -130, width + 12, 330, 14);
  scene.shadow(scene.on(level(0), flap), 14);
  scene.plate(level(12), [0, 0, -12], flap, leather);
  scene.line(
    scene.on(level(12), [
      [-width / 2, -52],
      [width / 2, -52],
    ]),
    tone(leather, -0.4),
    2,
  );
  scene.line(scene.on(level(12), roundedRect(-width / 2 + 6, -120, width - 12, 60, 8)), tone(leather, 0.4), 1.6, {
    'stroke-dasharray': '7 6',
  });
  const wedge = plane([0, 12, base - 4], [1, 0, 0], [0, 1, 0]);
  scene.path(scene.on(wedge, roundedRect(-width / 2, -10, width, 24, 5)), { fill: tone(spec.body, -0.5) });
}
