import { lightness, tone } from './colour.ts';
import { ellipse, type Outline, roundedRect } from './outline.ts';
import { front, level, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type StorageSpec = Spec<'storage'>;

const steel = '#c3c9d3';

export function drawExternalSsd(spec: StorageSpec): string {
  const scene = new Scene({ yaw: -34, pitch: 40 });
  const [width, depth, height] = [470, 270, 54];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 54)), 18);
  const sleeve = scene.block({ x: 0, y: 0, z: 0, width, depth, height: height - 4, radius: 54 }, spec.accent);
  scene.path(scene.on(sleeve, roundedRect(14, 14, width - 28, depth - 28, 42)), { fill: tone(spec.accent, -0.45) });
  const top = scene.block(
    { x: 18, y: 18, z: height - 4, width: width - 36, depth: depth - 36, height: 6, radius: 40 },
    spec.body,
  );
  const ribs = Array.from({ length: 13 }, (_, rib) => roundedRect(190 + rib * 18, 46, 7, depth - 92, 3.5));
  scene.path(scene.on(top, ...ribs), { fill: tone(spec.body, lightness(spec.body) > 0.5 ? -0.2 : -0.4) });
  scene.path(scene.on(top, ...ribs.map((_, rib) => roundedRect(197 + rib * 18, 46, 2, depth - 92, 1))), {
    fill: tone(spec.body, 0.32),
  });
  scene.path(scene.on(top, ellipse(92, depth / 2, 34)), {
    fill: spec.accent,
    stroke: tone(spec.accent, 0.4),
    'stroke-width': 1.5,
  });
  scene.path(scene.on(top, ellipse(92, depth / 2, 15)), { fill: tone(spec.body, -0.2) });
  scene.path(scene.on(side(width), roundedRect(105, 26, 62, 20, 10)), {
    fill: '#05070c',
    stroke: steel,
    'stroke-width': 2.5,
  });
  scene.path(scene.on(front(0), ellipse(380, 34, 5)), { fill: tone(spec.accent, 0.5) });
  return scene.toString();
}

export function drawExternalHdd(spec: StorageSpec): string {
  const scene = new Scene({ yaw: 33, pitch: 40 });
  const [width, depth, height] = [350, 500, 76];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 26)), 18);
  scene.block({ x: 0, y: 0, z: 0, width, depth, height: 34, radius: 26 }, tone(spec.body, -0.35));
  const top = scene.block({ x: 0, y: 0, z: 34, width, depth, height: height - 34, radius: 26 }, spec.body);
  const lower: Outline = [
    [0, 26],
    [26, 0],
    [width - 26, 0],
    [width, 26],
    [width, depth * 0.42],
    [0, depth * 0.24],
  ];
  scene.path(scene.on(top, lower), { fill: scene.linear([tone(spec.accent, 0.2), spec.accent], [0, 0, 1, 1]) });
  for (let groove = 0; groove < 7; groove++) {
    const y = depth * 0.36 + groove * 40;
    scene.line(
      scene
        .on(top, [
          [26, y],
          [width - 26, y + 78],
        ])
        .replace('Z', ''),
      tone(spec.body, lightness(spec.body) > 0.5 ? -0.16 : 0.36),
      5,
    );
  }
  scene.path(scene.on(front(0), roundedRect(width / 2 - 40, 8, 80, 20, 6)), {
    fill: '#05070c',
    stroke: steel,
    'stroke-width': 1.6,
  });
  scene.path(scene.on(top, ellipse(width - 44, 40, 7)), { fill: '#f8fafc' });
  return scene.toString();
}
