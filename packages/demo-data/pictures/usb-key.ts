import { edge, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { level, plane, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type StorageSpec = Spec<'storage'>;

const steel = '#c3c9d3';

const pivot = [345, 75] as const;

export function drawUsbKey(spec: StorageSpec): string {
  const scene = new Scene({ yaw: -33, pitch: 42 });
  const [width, depth, height] = [400, 150, 46];
  scene.shadow(scene.on(level(0), roundedRect(-140, 20, width + 140, depth - 40, 20)), 14);
  drawSwivel(scene, spec, -8);
  const plug = scene.block({ x: -140, y: 26, z: 8, width: 160, depth: depth - 52, height: 30, radius: 5 }, steel);
  scene.path(scene.on(plug, roundedRect(-112, 44, 22, 20, 2), roundedRect(-112, 86, 22, 20, 2)), { fill: '#1b2130' });
  scene.path(scene.on(side(-140), roundedRect(34, 14, depth - 68, 16, 2)), { fill: '#2563eb' });
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius: 40 }, spec.body);
  scene.path(scene.on(top, roundedRect(34, 26, 210, depth - 52, 18)), {
    fill: scene.linear([tone(spec.accent, 0.3), spec.accent], [0, 0, 1, 1]),
  });
  const grips = [276, 292, 308].map((x) => roundedRect(x, 40, 6, depth - 80, 3));
  scene.path(scene.on(top, ...grips), { fill: tone(spec.body, -0.45) });
  drawSwivel(scene, spec, height);
  scene.path(scene.on(level(height + 9), ellipse(pivot[0], pivot[1], 20)), {
    fill: steel,
    stroke: tone(spec.accent, -0.4),
    'stroke-width': 3,
  });
  return scene.toString();
}

function drawSwivel(scene: Scene, spec: StorageSpec, z: number): void {
  const cheek = plane([pivot[0], pivot[1], z + 8], [0.82, 0.57, 0], [-0.57, 0.82, 0]);
  const outline = roundedRect(-58, -62, 300, 124, 58);
  if (z > 0) {
    const end = roundedRect(190, -56, 50, 112, 46);
    const foot = plane([pivot[0], pivot[1], -8], [0.82, 0.57, 0], [-0.57, 0.82, 0]);
    scene.path(scene.hull(scene.trace(cheek, end), scene.trace(foot, end)), {
      fill: tone(spec.accent, -0.3),
      stroke: edge(spec.accent),
      'stroke-width': 1.4,
    });
  }
  scene.plate(cheek, [0, 0, -8], outline, spec.accent);
  scene.path(scene.on(cheek, outline), {
    fill: scene.linear([tone(spec.accent, 0.3), tone(spec.accent, -0.12)], [0, 0, 1, 1]),
  });
}
