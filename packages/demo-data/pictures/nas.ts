import { edge, lightness, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type StorageSpec = Spec<'storage'>;

const steel = '#c3c9d3';

export function drawNas(spec: StorageSpec, bays: 2 | 4): string {
  const scene = new Scene({ yaw: 32, pitch: 18 });
  const [width, depth, height] = [bays * 84 + 110, 400, 390];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 22)), 20);
  scene.block(
    { x: 14, y: 14, z: 0, width: width - 28, depth: depth - 28, height: 12, radius: 20 },
    tone(spec.body, -0.5),
  );
  scene.block({ x: 0, y: 0, z: 12, width, depth, height, radius: 22 }, spec.body);
  const slots = Array.from({ length: 42 }, (_, slot) =>
    roundedRect(90 + (slot % 7) * 34, 90 + Math.floor(slot / 7) * 36, 20, 22, 8),
  );
  scene.path(scene.on(side(0), ...slots), { fill: tone(spec.body, -0.62) });
  const face = front(0);
  scene.path(scene.on(face, roundedRect(18, 30, width - 36, height - 36, 12)), { fill: tone(spec.body, -0.55) });
  for (let bay = 0; bay < bays; bay++) {
    const x = 26 + bay * 84;
    const tray = lightness(spec.body) > 0.5 ? tone(spec.body, -0.1) : tone(spec.body, 0.12);
    const outline = roundedRect(x, 38, 78, height - 52, 8);
    scene.path(scene.on(face, outline), {
      fill: scene.linear([tone(tray, 0.2), tray], [0, 0, 1, 1]),
      stroke: edge(spec.body),
      'stroke-width': 1.2,
    });
    scene.path(scene.on(face, roundedRect(x + 16, 62, 46, 74, 8)), { fill: tone(tray, -0.5) });
    const holes = Array.from({ length: 24 }, (_, hole) =>
      ellipse(x + 19 + (hole % 4) * 13, 170 + Math.floor(hole / 4) * 26, 4.4),
    );
    scene.path(scene.on(face, ...holes), { fill: tone(tray, -0.6) });
    scene.path(scene.on(face, roundedRect(x + 16, height - 34, 46, 6, 3)), { fill: spec.accent });
  }
  const panel = 34 + bays * 84;
  scene.path(scene.on(face, roundedRect(panel, 38, width - panel - 26, height - 52, 8)), { fill: '#0d1119' });
  const middle = (panel + width - 26) / 2;
  scene.path(scene.on(face, ellipse(middle, 74, 17)), { fill: '#1c2230', stroke: spec.accent, 'stroke-width': 3.5 });
  for (const [index, colour] of ['#4ade80', '#4ade80', spec.accent].entries()) {
    scene.path(scene.on(face, ellipse(middle, height - 50 - index * 34, 6)), { fill: colour });
  }
  scene.path(scene.on(face, roundedRect(middle - 8, 122, 16, 46, 3)), {
    fill: '#2563eb',
    stroke: steel,
    'stroke-width': 1.4,
  });
  return scene.toString();
}
