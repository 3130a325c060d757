import { alpha, edge, lightness, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, Scene } from './scene.ts';
import type { Spec } from './spec.ts';

type WebcamSpec = Spec<'webcam'>;

export function drawWebcam(spec: WebcamSpec): string {
  const scene = new Scene({ yaw: -24, pitch: 12, distance: 1800 });
  const [width, height] = spec.form === 'bar' ? [520, 140] : [300, 300];
  const radius = spec.form === 'bar' ? 70 : 84;
  const base = 130;
  drawClip(scene, spec, base);
  const body = roundedRect(-width / 2, base, width, height, radius);
  const face = front(0);
  scene.plate(face, [0, 74, 0], body, spec.body);
  scene.path(scene.on(face, body), {
    fill: scene.linear([tone(spec.body, 0.3), tone(spec.body, -0.06)], [0, 0, 1, 1]),
  });
  const glass = roundedRect(-width / 2 + 12, base + 12, width - 24, height - 24, radius - 12);
  const middle = base + height / 2;
  if (spec.ringLight) drawRing(scene, spec, middle, height);
  else {
    scene.path(scene.on(face, glass), {
      fill: scene.linear(['#232936', '#0a0d14'], [0, 0, 1, 1]),
      stroke: tone(spec.body, 0.3),
      'stroke-width': 1.4,
    });
    const holes = [-1, 1].flatMap((sign) =>
      [0, 1, 2].map((hole) => ellipse(sign * (width * 0.36 + hole * 13), middle, 4)),
    );
    if (spec.form === 'bar') scene.path(scene.on(face, ...holes), { fill: '#4a5264' });
  }
  drawLens(scene, spec, middle, spec.form === 'bar' ? 62 : 70);
  scene.path(
    scene.on(
      face,
      ellipse(spec.form === 'bar' ? width * 0.24 : width * 0.33, spec.form === 'bar' ? middle : base + 30, 6),
    ),
    { fill: tone(spec.accent, 0.2) },
  );
  return scene.toString();
}

function drawClip(scene: Scene, spec: WebcamSpec, base: number): void {
  const dark = tone(spec.body, lightness(spec.body) > 0.5 ? -0.16 : -0.25);
  scene.shadow(scene.on(level(0), roundedRect(-110, -40, 220, 150, 26)), 14);
  scene.block({ x: -110, y: -40, z: 0, width: 220, depth: 150, height: 20, radius: 26 }, dark);
  scene.block({ x: -100, y: 60, z: 20, width: 200, depth: 44, height: 26, radius: 16 }, dark);
  scene.block({ x: -34, y: 12, z: 20, width: 68, depth: 56, height: base - 16, radius: 22 }, dark);
  scene.block({ x: -36, y: 10, z: 62, width: 72, depth: 60, height: 9, radius: 24 }, spec.accent);
}

function drawRing(scene: Scene, spec: WebcamSpec, middle: number, height: number): void {
  const [outer, inner] = [ellipse(0, middle, height * 0.43), ellipse(0, middle, height * 0.29)];
  const face = front(0);
  scene.glow(scene.on(face, outer), tone(spec.accent, 0.3), 30, 0.75);
  scene.path(scene.on(face, outer), {
    fill: scene.radial([tone(spec.accent, 0.5), tone(spec.accent, 0.85), tone(spec.accent, 0.15)], [0.45, 0.4, 0.6]),
    stroke: tone(spec.accent, -0.2),
    'stroke-width': 1.6,
  });
  scene.path(scene.on(face, inner), {
    fill: tone(spec.body, -0.12),
    stroke: tone(spec.accent, -0.25),
    'stroke-width': 1.6,
  });
}

function drawLens(scene: Scene, spec: WebcamSpec, z: number, radius: number): void {
  const face = front(-14);
  const ring = ellipse(0, z, radius);
  scene.path(scene.hull(scene.trace(front(0), ring), scene.trace(face, ring)), {
    fill: '#151923',
    stroke: '#59627a',
    'stroke-width': 1.4,
  });
  scene.path(scene.on(face, ring), { fill: scene.linear(['#5b6579', '#161a24'], [0, 0, 1, 1]) });
  scene.path(scene.on(face, ellipse(0, z, radius * 0.82)), { fill: '#07090e' });
  scene.path(scene.on(face, ellipse(0, z, radius * 0.66)), {
    fill: scene.radial(['#0d1220', '#1d2a4d', '#3d4f8a'], [0.6, 0.65, 0.7]),
  });
  scene.path(scene.on(face, ellipse(0, z, radius * 0.36)), {
    fill: scene.radial(['#04050a', '#101a36']),
    stroke: alpha(spec.accent, 0.5),
    'stroke-width': 2,
  });
  scene.path(scene.on(face, ellipse(-radius * 0.26, z + radius * 0.3, radius * 0.16, radius * 0.12)), {
    fill: alpha('#ffffff', 0.85),
  });
  scene.path(scene.on(face, ellipse(radius * 0.24, z - radius * 0.28, radius * 0.08)), { fill: alpha('#a5c8ff', 0.7) });
  scene.path(scene.on(face, ring), { fill: 'none', stroke: edge('#161a24'), 'stroke-width': 1.2 });
}
