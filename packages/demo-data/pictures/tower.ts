import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { drawFan } from './fan.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type DesktopSpec = Spec<'desktop'>;

type Case = { width: number; depth: number; height: number; radius: number };

const cases = {
  tower: { width: 240, depth: 430, height: 520, radius: 8 },
  'compact-tower': { width: 250, depth: 320, height: 350, radius: 20 },
} as const;

/** A tower from the front left: with a glass panel its inside shows. */
export function drawTower(spec: DesktopSpec, form: keyof typeof cases): string {
  const size = cases[form];
  const scene = new Scene({ yaw: 36, pitch: 15 });
  const { width, depth, height, radius } = size;
  const footprint = scene.on(level(0), roundedRect(0, 0, width, depth, radius));
  scene.shadow(footprint, 20);
  if (spec.lit) scene.glow(footprint, spec.accent, 30, 0.35);
  for (const [x, y] of [
    [14, 14],
    [width - 60, 14],
    [14, depth - 60],
  ] as const) {
    scene.block({ x, y, z: 0, width: 46, depth: 46, height: 14, radius: 8 }, tone(spec.body, -0.5));
  }
  const top = scene.block({ x: 0, y: 0, z: 14, width, depth, height, radius }, spec.body);
  const vents = Array.from({ length: 9 }, (_, slot) =>
    roundedRect(34, depth * 0.3 + slot * depth * 0.066, width - 68, depth * 0.03, 5),
  );
  scene.path(scene.on(top, ...vents), { fill: tone(spec.body, -0.55) });
  const sockets = [roundedRect(30, 22, 34, 9, 3), roundedRect(74, 22, 24, 9, 4.5), ellipse(width - 40, 28, 9)];
  scene.path(scene.on(top, ...sockets), { fill: '#05070c', stroke: tone(spec.body, 0.4), 'stroke-width': 1 });
  if (spec.panel === 'glass') drawInside(scene, spec, size);
  else drawSideVents(scene, spec, size);
  drawFront(scene, spec, size);
  return scene.toString();
}

function drawFront(scene: Scene, spec: DesktopSpec, { width, height, radius }: Case): void {
  const face = front(0);
  const inset = Math.max(14, radius);
  const [x, y, w, h] = [inset, 14 + inset, width - 2 * inset, height - 2 * inset];
  const opening = scene.on(face, roundedRect(x, y, w, h, 8));
  if (spec.panel === 'wood') {
    scene.path(opening, { fill: '#15110d' });
    const slats = 9;
    for (let slat = 0; slat < slats; slat++) {
      const outline = roundedRect(x + (slat * w) / slats + 2, y + 3, w / slats - 5, h - 6, 4);
      const oak = mix(spec.accent, slat % 2 ? '#8a5a33' : '#c89f6b', 0.35);
      scene.path(scene.on(face, outline), {
        fill: scene.linear([tone(oak, 0.22), oak, tone(oak, -0.22)], [0, 0, 1, 0.3]),
      });
    }
    return;
  }
  if (spec.panel === 'solid') {
    scene.path(opening, {
      fill: scene.linear([tone(spec.body, 0.1), tone(spec.body, -0.12)], [0, 0, 1, 1]),
      stroke: tone(spec.body, -0.35),
      'stroke-width': 1.4,
    });
    scene.path(scene.on(face, roundedRect(x + w - 26, y + 20, 7, h - 40, 3.5)), {
      fill: scene.linear([tone(spec.accent, 0.4), spec.accent]),
    });
    scene.path(scene.on(face, ellipse(x + 28, y + h - 30, 12)), {
      fill: tone(spec.body, -0.3),
      stroke: spec.accent,
      'stroke-width': 2.5,
    });
    return;
  }
  scene.path(opening, { fill: '#0a0d14', stroke: edge(spec.body), 'stroke-width': 1.2 });
  const radiusOfFan = Math.min(w / 2 - 6, h / (2 * Math.max(1, spec.fans)) - 6);
  scene.clipped(opening, () => {
    for (let fan = 0; fan < spec.fans; fan++) {
      drawFan(scene, face, {
        x: width / 2,
        y: y + (h * (fan + 0.5)) / spec.fans,
        radius: radiusOfFan,
        light: spec.lit ? spec.accent : null,
      });
    }
  });
  if (spec.panel === 'mesh') drawMesh(scene, spec, [x, y, w, h]);
  else
    scene.path(opening, {
      fill: scene.linear([alpha('#ffffff', 0.22), alpha('#ffffff', 0.03), alpha('#ffffff', 0.08)], [0, 0, 1, 1]),
    });
}

function drawMesh(scene: Scene, spec: DesktopSpec, [x, y, w, h]: readonly [number, number, number, number]): void {
  const step = 34;
  const lines: string[] = [];
  for (let offset = -h; offset < w; offset += step) {
    lines.push(
      scene.on(front(0), [
        [x + offset, y],
        [x + offset + h, y + h],
      ]),
      scene.on(front(0), [
        [x + offset + h, y],
        [x + offset, y + h],
      ]),
    );
  }
  scene.clipped(scene.on(front(0), roundedRect(x, y, w, h, 8)), () => {
    scene.line(lines.join(''), tone(spec.body, lightness(spec.body) > 0.5 ? -0.05 : 0.06), 4);
  });
}

function drawSideVents(scene: Scene, spec: DesktopSpec, { depth, height }: Case): void {
  const rows = 8;
  const holes = Array.from({ length: rows * 12 }, (_, index) => {
    const [column, row] = [index % 12, Math.floor(index / 12)];
    return ellipse(depth * 0.3 + column * depth * 0.036 + (row % 2) * 6, 14 + height * 0.5 + row * 15, 4);
  });
  scene.path(scene.on(side(0), roundedRect(14, 28, depth - 28, height - 28, 8)), {
    fill: 'none',
    stroke: tone(spec.body, -0.3),
    'stroke-width': 1.4,
  });
  scene.path(scene.on(side(0), ...holes), { fill: tone(spec.body, -0.62) });
}

function drawInside(scene: Scene, spec: DesktopSpec, { depth, height }: Case): void {
  const face = side(0);
  const light = spec.lit ? spec.accent : '#64748b';
  const [x, y, w, h] = [16, 34, depth - 32, height - 40];
  const box = (fx: number, fy: number, fw: number, fh: number, r = 4) =>
    scene.on(face, roundedRect(x + w * fx, y + h * fy, w * fw, h * fh, r));
  const pane = box(0, 0, 1, 1, 10);
  scene.path(pane, {
    fill: scene.linear(['#10141d', mix('#10141d', light, 0.28)], [0, 0, 1, 1]),
    stroke: edge(spec.body),
    'stroke-width': 1.4,
  });
  scene.clipped(pane, () => {
    scene.path(box(0.24, 0.24, 0.6, 0.7), { fill: '#1b2230', stroke: '#2f3a4e', 'stroke-width': 1 });
    scene.path(box(0, 0, 1, 0.2, 0), { fill: '#161b26' });
    scene.path(box(0.05, 0.085, 0.3, 0.03, 3), { fill: alpha(light, 0.9) });
    drawFan(scene, face, { x: x + w * 0.6, y: y + h * 0.7, radius: h * 0.13, light: spec.lit ? light : null });
    drawFan(scene, face, { x: x + w * 0.89, y: y + h * 0.74, radius: h * 0.1, light: spec.lit ? light : null });
    for (const stick of [0.33, 0.37, 0.41]) {
      scene.path(box(stick, 0.56, 0.022, 0.28, 2), { fill: '#39445a' });
      scene.path(box(stick, 0.8, 0.022, 0.05, 2), { fill: tone(light, 0.3) });
    }
    scene.path(box(0.16, 0.3, 0.68, 0.14, 8), {
      fill: scene.linear(['#4b566c', '#232a38']),
      stroke: '#5d6a83',
      'stroke-width': 1,
    });
    scene.path(box(0.2, 0.33, 0.4, 0.022, 3), { fill: scene.linear([tone(light, 0.4), light], [0, 0, 1, 0]) });
    const cables = [0, 1, 2, 3].map((cable) =>
      scene.on(face, [
        [x + w * (0.2 + cable * 0.014), y + h * 0.2],
        [x + w * (0.2 + cable * 0.014), y + h * 0.56],
      ]),
    );
    scene.line(cables.join(''), mix(light, '#0b0e16', 0.45), 3);
  });
  scene.path(
    scene.on(face, [
      [x, y + h],
      [x, y + h * 0.45],
      [x + w * 0.55, y + h],
    ]),
    { fill: scene.linear([alpha('#ffffff', 0.2), alpha('#ffffff', 0.02)]) },
  );
}
