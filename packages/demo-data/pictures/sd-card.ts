import { alpha, edge, tone } from './colour.ts';
import { ellipse, type Outline, roundedRect } from './outline.ts';
import { level, plane, Scene } from './scene.ts';
import type { Spec } from './spec.ts';

type StorageSpec = Spec<'storage'>;

export function drawSdCard(spec: StorageSpec): string {
  const scene = new Scene({ yaw: 24, pitch: 20 });
  drawCard(scene, { ...spec, body: tone(spec.body, -0.12) }, 190, 110, 0.85);
  drawCard(scene, spec, 0, 0, 1);
  return scene.toString();
}

function drawCard(scene: Scene, spec: StorageSpec, x: number, y: number, size: number): void {
  const [width, height, cut] = [340 * size, 450 * size, 62 * size];
  const face = plane([x, y, 0], [1, 0, 0], [0, 0.16, 0.99]);
  const outline: Outline = [
    [width, height - cut],
    [width - cut, height],
    ...roundedRect(0, 0, width, height, 20).slice(7),
  ];
  scene.shadow(scene.on(level(0), roundedRect(x, y - 6, width, 60, 10)), 14);
  scene.plate(face, [0, 20, -3], outline, spec.body);
  scene.path(scene.on(face, outline), {
    fill: scene.linear([tone(spec.body, 0.2), tone(spec.body, -0.05)], [0, 0, 1, 1]),
    stroke: edge(spec.body),
    'stroke-width': 1.2,
  });
  const label = roundedRect(30 * size, 40 * size, width - 60 * size, height * 0.66, 14);
  const path = scene.on(face, label);
  scene.path(path, {
    fill: scene.linear([tone(spec.accent, 0.3), spec.accent, tone(spec.accent, -0.35)], [0, 0, 1, 1]),
  });
  scene.clipped(path, () => {
    scene.path(scene.on(face, ellipse(width * 0.8, height * 0.2, 130 * size)), {
      fill: alpha(tone(spec.accent, 0.5), 0.45),
    });
    scene.path(scene.on(face, ellipse(width * 0.9, height * 0.1, 100 * size)), {
      fill: alpha(tone(spec.accent, 0.8), 0.45),
    });
  });
  const bar = (bx: number, by: number, w: number, h: number) =>
    roundedRect(bx * size, by * size, w * size, h * size, 4);
  scene.path(scene.on(face, bar(52, 280, 150, 30)), { fill: '#ffffff' });
  scene.path(scene.on(face, bar(52, 246, 96, 14), bar(52, 220, 120, 12)), { fill: alpha('#ffffff', 0.65) });
  const grips = [0, 1, 2, 3].map((grip) => bar(90 + grip * 34, 378, 18, 40));
  scene.path(scene.on(face, ...grips), { fill: tone(spec.body, -0.4) });
  scene.path(scene.on(face, bar(0, 300, 12, 46)), { fill: tone(spec.body, 0.55) });
}
