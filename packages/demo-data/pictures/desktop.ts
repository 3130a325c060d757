import { alpha, lightness, mix, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, plane, Scene } from './scene.ts';
import type { Spec } from './spec.ts';
import { drawTower } from './tower.ts';
import { drawWallpaper } from './wallpaper.ts';

type DesktopSpec = Spec<'desktop'>;

export function drawDesktop(spec: DesktopSpec): string {
  if (spec.form === 'mini') return drawMini(spec);
  if (spec.form === 'all-in-one') return drawAllInOne(spec);
  return drawTower(spec, spec.form);
}

function drawMini(spec: DesktopSpec): string {
  const scene = new Scene({ yaw: -28, pitch: 30 });
  const [width, depth, height] = [380, 380, 120];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 60)), 20);
  scene.block(
    { x: 16, y: 16, z: 0, width: width - 32, depth: depth - 32, height: 10, radius: 52 },
    tone(spec.body, -0.5),
  );
  const top = scene.block({ x: 0, y: 0, z: 10, width, depth, height, radius: 60 }, spec.body);
  const lidInset = roundedRect(26, 26, width - 52, depth - 52, 42);
  const wood = spec.panel === 'wood';
  const lid = wood ? mix(spec.accent, '#b98552', 0.5) : tone(spec.body, lightness(spec.body) > 0.5 ? -0.06 : 0.1);
  scene.path(scene.on(top, lidInset), {
    fill: scene.linear([tone(lid, 0.18), lid], [0, 0, 1, 1]),
    stroke: tone(lid, -0.25),
    'stroke-width': 1.4,
  });
  if (wood) {
    const grain = [60, 104, 150, 200, 246, 296].map((x, index) =>
      scene
        .on(top, [
          [x, 34],
          [x + (index % 2 ? 14 : -8), 190],
          [x + 6, 344],
        ])
        .replace('Z', ''),
    );
    scene.line(grain.join(''), alpha(tone(lid, -0.45), 0.4), 2);
  } else if (spec.panel === 'mesh') {
    const holes = Array.from({ length: 121 }, (_, index) =>
      ellipse(70 + (index % 11) * 24, 70 + Math.floor(index / 11) * 24, 6),
    );
    scene.path(scene.on(top, ...holes), { fill: tone(lid, -0.55) });
  } else {
    scene.path(scene.on(top, ellipse(width / 2, depth / 2, 34)), {
      fill: 'none',
      stroke: spec.accent,
      'stroke-width': 5,
    });
  }
  const face = front(0);
  const ports = [
    roundedRect(84, 66, 50, 20, 4),
    roundedRect(146, 66, 50, 20, 4),
    roundedRect(210, 68, 36, 15, 7.5),
    ellipse(268, 76, 9),
  ];
  scene.path(scene.on(face, ...ports), { fill: '#070a10', stroke: tone(spec.body, 0.3), 'stroke-width': 1.4 });
  scene.path(scene.on(face, roundedRect(88, 78, 42, 4, 2), roundedRect(150, 78, 42, 4, 2)), {
    fill: tone(spec.accent, 0.2),
  });
  scene.path(scene.on(face, ellipse(304, 76, 9)), {
    fill: tone(spec.body, -0.3),
    stroke: spec.accent,
    'stroke-width': 2.6,
  });
  return scene.toString();
}

function drawAllInOne(spec: DesktopSpec): string {
  const scene = new Scene({ yaw: -21, pitch: 12 });
  const [width, height, base, chin] = [660, 440, 100, 66];
  scene.shadow(scene.on(level(0), roundedRect(-140, -60, 280, 210, 26)), 14);
  scene.block({ x: -140, y: -60, z: 0, width: 280, depth: 210, height: 10, radius: 26 }, spec.body);
  scene.block({ x: -70, y: 50, z: 10, width: 140, depth: 26, height: base + 120, radius: 10 }, tone(spec.body, -0.08));
  const face = plane([0, 0, base], [1, 0, 0], [0, 0.05, 1]);
  const body = roundedRect(-width / 2, 0, width, height, 22);
  scene.plate(face, [0, 16, 0], body, spec.body);
  scene.path(scene.on(face, body), { fill: scene.linear([tone(spec.body, 0.25), spec.body]) });
  scene.path(scene.on(face, roundedRect(-60, chin * 0.44, 120, 7, 3.5)), {
    fill: scene.linear([tone(spec.accent, 0.3), spec.accent], [0, 0, 1, 0]),
  });
  scene.path(scene.on(face, roundedRect(-width / 2 + 8, chin, width - 16, height - chin - 8, 14)), { fill: '#07090e' });
  const area = [-width / 2 + 20, chin + 12, width - 40, height - chin - 32] as const;
  const [x, y, w, h] = area;
  drawWallpaper(scene, { surface: face, outline: roundedRect(x, y, w, h, 6), area }, [
    tone(spec.accent, -0.35),
    mix(spec.accent, '#f0abfc', 0.75),
  ]);
  scene.path(scene.on(face, ellipse(0, height - 14, 3)), { fill: '#2a3142' });
  return scene.toString();
}
