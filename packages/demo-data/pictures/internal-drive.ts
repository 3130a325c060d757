import { alpha, lightness, mix, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type StorageSpec = Spec<'storage'>;

const gold = '#e0b04c';

export function drawM2(spec: StorageSpec): string {
  const scene = new Scene({ yaw: -32, pitch: 48 });
  const [width, depth] = [640, 176];
  scene.shadow(scene.on(level(-14), roundedRect(0, 0, width, depth, 4)), 14);
  const board = mix(spec.body, '#0f3d2e', 0.25);
  const top = scene.block({ x: 0, y: 0, z: -6, width, depth, height: 9, radius: 5 }, board);
  const pins = Array.from({ length: 19 }, (_, pin) => roundedRect(2, 8 + pin * 8.5, 30, 5, 1)).filter(
    (_, pin) => pin < 12 || pin > 13,
  );
  scene.path(scene.on(top, roundedRect(0, 0, 40, depth, 3)), { fill: tone(board, 0.08) });
  scene.path(scene.on(top, ...pins), { fill: scene.linear([tone(gold, 0.5), gold], [0, 0, 1, 0]) });
  scene.path(scene.on(top, roundedRect(-3, 8 + 12 * 8.5, 36, 14, 6)), { fill: '#05070c', opacity: 0.75 });
  scene.path(scene.on(top, ellipse(width, depth / 2, 20)), {
    fill: alpha('#05070c', 0.6),
    stroke: gold,
    'stroke-width': 4,
  });
  for (const [x, w] of [
    [64, 116],
    [204, 172],
    [396, 172],
  ] as const) {
    scene.block({ x, y: 20, z: 3, width: w, depth: depth - 40, height: 13, radius: 5 }, '#1b1f29');
  }
  const chips = Array.from({ length: 8 }, (_, chip) => roundedRect(582, 18 + chip * 18, 14, 8, 1.5));
  scene.path(scene.on(top, ...chips), { fill: '#b9bfca' });
  const label = roundedRect(72, 26, 488, depth - 52, 5);
  const metal = spec.accent;
  scene.plate(level(20), [0, 0, -6], label, metal);
  scene.path(scene.on(level(20), label), {
    fill: scene.linear(
      [tone(metal, -0.25), tone(metal, 0.25), metal, tone(metal, 0.3), tone(metal, -0.2)],
      [0, 0, 1, 0.3],
    ),
  });
  for (let fin = 0; fin < 5; fin++) {
    scene.block(
      { x: 300, y: 36 + fin * 22, z: 20, width: 244, depth: 10, height: 9, radius: 4 },
      mix(metal, spec.accent, 0.8),
    );
  }
  drawPrint(scene, 20, [92, 36, 340, depth - 72], lightness(metal) > 0.6 ? '#1b2130' : '#fdf6ee');
  return scene.toString();
}

export function drawSata(spec: StorageSpec): string {
  const scene = new Scene({ yaw: -30, pitch: 42 });
  const [width, depth, height] = [500, 360, 40];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 14)), 18);
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius: 14 }, spec.body);
  scene.path(scene.on(front(0), roundedRect(60, 7, 230, 22, 4)), { fill: '#0a0d14' });
  const pins = Array.from({ length: 22 }, (_, pin) => roundedRect(70 + pin * 9.6, 12, 5, 10, 1)).filter(
    (_, pin) => pin !== 14,
  );
  scene.path(scene.on(front(0), ...pins), { fill: gold });
  scene.path(scene.on(side(width), ellipse(60, 18, 8), ellipse(300, 18, 8)), {
    fill: '#0a0d14',
    stroke: tone(spec.body, 0.3),
    'stroke-width': 1.2,
  });
  for (const [x, y] of [
    [18, 18],
    [width - 18, 18],
    [18, depth - 18],
    [width - 18, depth - 18],
  ] as const) {
    scene.path(scene.on(top, ellipse(x, y, 8)), {
      fill: tone(spec.body, -0.4),
      stroke: tone(spec.body, 0.4),
      'stroke-width': 1.2,
    });
  }
  const label = roundedRect(34, 34, width - 68, depth - 68, 10);
  scene.path(scene.on(top, label), {
    fill: scene.linear([tone(spec.body, 0.22), tone(spec.body, -0.1)], [0, 0, 1, 1]),
    stroke: tone(spec.body, 0.3),
    'stroke-width': 1.2,
  });
  scene.clipped(scene.on(top, label), () => {
    scene.path(
      scene.on(top, [
        [width * 0.5, 34],
        [width * 0.96, 34],
        [width * 0.96, depth],
        [width * 0.78, depth],
      ]),
      { fill: scene.linear([tone(spec.accent, 0.25), spec.accent], [0, 0, 1, 1]) },
    );
    scene.path(
      scene.on(top, [
        [width * 0.42, 34],
        [width * 0.46, 34],
        [width * 0.74, depth],
        [width * 0.7, depth],
      ]),
      { fill: tone(spec.accent, 0.4) },
    );
  });
  drawPrint(scene, height, [58, 70, 330, 200], lightness(spec.body) > 0.5 ? '#1b2130' : '#f4f6fa');
  return scene.toString();
}

function drawPrint(
  scene: Scene,
  z: number,
  [x, y, width, height]: readonly [number, number, number, number],
  ink: string,
): void {
  const bar = (fx: number, fy: number, fw: number, fh: number) =>
    roundedRect(x + width * fx, y + height * fy, width * fw, height * fh, 3);
  scene.path(scene.on(level(z), bar(0, 0.68, 0.46, 0.2)), { fill: ink });
  scene.path(scene.on(level(z), bar(0, 0.44, 0.3, 0.09), bar(0, 0.26, 0.38, 0.07), bar(0, 0.1, 0.24, 0.07)), {
    fill: alpha(ink, 0.65),
  });
}
