import { alpha, lightness, mix, tone } from './colour.ts';
import { keysOf } from './key-layouts.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, plane, Scene, type Surface, side } from './scene.ts';
import type { Spec } from './spec.ts';
import { drawWallpaper } from './wallpaper.ts';

type LaptopSpec = Spec<'laptop'>;

/** Sizes and angles that tell the three forms apart. */
const builds = {
  clamshell: { yaw: -23, width: 590, depth: 400, thickness: 15, lid: 385, lean: 13, radius: 22, exhaust: 0 },
  convertible: { yaw: 24, width: 540, depth: 390, thickness: 16, lid: 380, lean: 32, radius: 38, exhaust: 0 },
  gaming: { yaw: -28, width: 620, depth: 450, thickness: 27, lid: 385, lean: 15, radius: 9, exhaust: 46 },
} as const;

type Build = (typeof builds)[LaptopSpec['form']];

export function drawLaptop(spec: LaptopSpec): string {
  const build = builds[spec.form];
  const { width, depth, thickness, radius } = build;
  const scene = new Scene({ yaw: build.yaw, pitch: 25 });
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, radius)), 18);
  if (spec.form === 'gaming')
    scene.glow(scene.on(level(0), roundedRect(0, 0, width, depth, radius)), spec.accent, 22, 0.5);
  scene.block({ x: 0, y: 0, z: 0, width, depth, height: thickness, radius }, spec.body);
  drawDeck(scene, spec, build);
  drawEdges(scene, spec, build);
  drawLid(scene, spec, build);
  if (spec.form === 'convertible') drawPen(scene, spec);
  return scene.toString();
}

function drawDeck(scene: Scene, spec: LaptopSpec, { width, depth, thickness, exhaust }: Build): void {
  const { keys, width: columns, height: rows } = keysOf('laptop');
  const unit = (width - 84) / columns;
  const pitch = unit * 0.94;
  const back = depth - exhaust - 40;
  const deck = plane([42, back, thickness], [1, 0, 0], [0, -1, 0]);
  const dark = lightness(spec.body) < 0.3;
  const gaming = spec.form === 'gaming';
  // On a gaming laptop the keys' colour is that of their light.
  const caps = gaming ? tone(spec.body, -0.35) : spec.keys;
  const well = scene.on(deck, roundedRect(-6, -6, columns * unit + 12, rows * pitch + 12, 8));
  scene.path(well, {
    fill: gaming
      ? scene.linear([mix(spec.keys, '#6d28d9', 0.3), spec.keys], [0, 0, 1, 0])
      : tone(spec.body, dark ? -0.5 : -0.22),
  });
  for (const key of keys) {
    const outline = roundedRect(
      key.x * unit + 1.8,
      key.y * pitch + 1.8,
      key.width * unit - 3.6,
      key.height * pitch - 3.6,
      4,
    );
    const fill = scene.linear([tone(caps, 0.2), caps]);
    scene.path(scene.on(deck, outline), {
      fill,
      stroke: tone(caps, lightness(caps) > 0.5 ? -0.2 : 0.2),
      'stroke-width': 0.7,
    });
    if (key.width > 3) continue;
    const mark = roundedRect((key.x + key.width / 2) * unit - 4, key.y * pitch + pitch * 0.4, 8, 5, 2);
    const print = gaming ? tone(spec.keys, 0.4) : tone(caps, lightness(caps) > 0.5 ? -0.55 : 0.6);
    scene.path(scene.on(deck, mark), { fill: alpha(print, 0.8) });
  }
  const pad = roundedRect(
    columns * unit * 0.31,
    rows * pitch + 22,
    columns * unit * 0.38,
    back - rows * pitch - 38,
    10,
  );
  const fill = scene.linear([tone(spec.body, dark ? 0.16 : -0.05), tone(spec.body, dark ? 0.08 : -0.1)]);
  scene.path(scene.on(deck, pad), { fill, stroke: tone(spec.body, dark ? 0.3 : -0.2), 'stroke-width': 1.2 });
  if (exhaust) drawExhaust(scene, spec, width, depth, thickness);
}

function drawExhaust(scene: Scene, spec: LaptopSpec, width: number, depth: number, thickness: number): void {
  const slots = Array.from({ length: 26 }, (_, slot) =>
    roundedRect(40 + slot * ((width - 80) / 26), depth - 36, 12, 24, 3),
  );
  scene.path(scene.on(level(thickness), ...slots), { fill: tone(spec.body, -0.6) });
}

/** The notch that opens the lid, and the sockets on the side that shows. */
function drawEdges(scene: Scene, spec: LaptopSpec, { width, depth, thickness, yaw }: Build): void {
  const middle = thickness * 0.5;
  const notch = roundedRect(width * 0.42, thickness - 5, width * 0.16, 5, 2.5);
  scene.path(scene.on(front(0), notch), { fill: tone(spec.body, -0.45) });
  if (spec.form === 'gaming') {
    const strip = roundedRect(60, middle - 4, width - 120, 6, 3);
    scene.path(scene.on(front(0), strip), {
      fill: scene.linear([spec.accent, tone(spec.accent, 0.5), mix(spec.accent, '#6d28d9', 0.5)], [0, 0, 1, 0]),
    });
  }
  const sockets = [0.38, 0.5, 0.62].map((at) => roundedRect(depth * at, middle - 4, 26, 7, 3.5));
  scene.path(scene.on(side(yaw < 0 ? width : 0), ...sockets), {
    fill: '#0a0d14',
    stroke: tone(spec.body, 0.25),
    'stroke-width': 1,
  });
}

function drawLid(scene: Scene, spec: LaptopSpec, { width, depth, thickness, lid, lean, radius, exhaust }: Build): void {
  const [sin, cos] = [Math.sin((lean * Math.PI) / 180), Math.cos((lean * Math.PI) / 180)];
  const hinge = depth - exhaust - 12;
  const barrel = roundedRect(width * 0.12, thickness - 2, width * 0.76, 13, 5);
  const surface: Surface = plane([0, hinge, thickness + 5], [1, 0, 0], [0, sin, cos]);
  const behind = [0, cos * 9, -sin * 9] as const;
  scene.path(scene.on(front(hinge - 4), barrel), {
    fill: scene.linear([tone(spec.accent, 0.2), tone(spec.accent, -0.4)]),
  });
  scene.plate(surface, behind, roundedRect(0, 0, width, lid, radius), spec.body);
  scene.path(scene.on(surface, roundedRect(5, 5, width - 10, lid - 10, radius - 4)), { fill: '#07090e' });
  const area = [15, 24, width - 30, lid - 42] as const;
  const [x, y, w, h] = area;
  drawWallpaper(scene, { surface, outline: roundedRect(x, y, w, h, Math.min(12, radius - 6)), area }, spec.wallpaper);
  scene.path(scene.on(surface, ellipse(width / 2, lid - 11, 3)), { fill: '#2a3142' });
}

function drawPen(scene: Scene, spec: LaptopSpec): void {
  const barrel = plane([60, -58, 0], [1, 0.06, 0], [0, 1, 0.2]);
  scene.shadow(scene.on(barrel, roundedRect(0, -6, 300, 14, 7)), 6);
  const tip = roundedRect(-16, 0, 30, 6, 3);
  scene.path(scene.on(barrel, tip), { fill: tone(spec.body, -0.5) });
  const stroke = tone(spec.body, 0.3);
  scene.path(scene.on(barrel, roundedRect(0, -4, 300, 14, 7)), {
    fill: scene.linear([tone(spec.body, 0.55), spec.body, tone(spec.body, -0.35)]),
    stroke,
    'stroke-width': 0.8,
  });
  scene.path(scene.on(barrel, roundedRect(262, -4, 38, 14, 7)), { fill: spec.accent });
}
