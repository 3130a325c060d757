import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { drawEarbuds } from './earbuds.ts';
import { ellipse, type Outline, type Point, toPath } from './outline.ts';
import { type Point3, Scene, side } from './scene.ts';
import type { Spec } from './spec.ts';

type HeadsetSpec = Spec<'headset'>;

const sizes = {
  'over-ear': { reach: 186, crown: 250, cup: [104, 132], shell: 54, cushion: 46, band: 46, thick: 26 },
  'on-ear': { reach: 180, crown: 240, cup: [80, 88], shell: 30, cushion: 32, band: 26, thick: 13 },
} as const;

type Size = (typeof sizes)[keyof typeof sizes];

export function drawHeadset(spec: HeadsetSpec): string {
  if (spec.form === 'earbuds') return drawEarbuds(spec);
  const size = sizes[spec.form];
  const scene = new Scene({ yaw: 34, pitch: 10, distance: 1900 });
  for (const sign of [-1, 1]) {
    const [x, y] = scene.project([sign * (size.reach + 10), 0, -size.cup[1] - 4]);
    scene.groundShadow(x, y, size.cup[0] * 1.5, 30);
  }
  drawBand(scene, spec, size);
  drawCup(scene, spec, size, 1);
  drawCup(scene, spec, size, -1);
  if (spec.boom) drawBoom(scene, spec, size);
  return scene.toString();
}

/** A point of the band: angle from 0 (right) to π (left), height above its middle line, depth. */
const onBand = ({ reach, crown }: Size, angle: number, out: number, y: number): Point3 => [
  (reach + 16 + out) * Math.cos(angle),
  y,
  70 + (crown - 20 + out) * Math.sin(angle) ** 0.86,
];

/** A strip of the band between two lines that run along it. */
function strip(scene: Scene, size: Size, [outA, yA]: Point, [outB, yB]: Point, from = 0, to = Math.PI): Outline {
  const angles = Array.from({ length: 41 }, (_, step) => from + ((to - from) * step) / 40);
  return [
    ...angles.map((angle) => scene.project(onBand(size, angle, outA, yA))),
    ...angles.reverse().map((angle) => scene.project(onBand(size, angle, outB, yB))),
  ];
}

function drawBand(scene: Scene, spec: HeadsetSpec, size: Size): void {
  const { band, thick } = size;
  const half = band / 2;
  const rim = { stroke: edge(spec.body), 'stroke-width': 1.4 };
  const inside = toPath(strip(scene, size, [0, -half], [0, half]));
  scene.path(inside, {
    fill: scene.linear([tone(spec.cushions, -0.35), tone(spec.cushions, -0.1)], [0, 0, 1, 0]),
    ...rim,
  });
  const outside = toPath(strip(scene, size, [thick, -half], [thick, half]));
  scene.path(outside, {
    fill: scene.linear([tone(spec.body, -0.1), tone(spec.body, 0.32), tone(spec.body, -0.2)], [0, 0, 1, 0]),
    ...rim,
  });
  const face = toPath(strip(scene, size, [0, -half], [thick, -half]));
  scene.path(face, { fill: scene.linear([tone(spec.body, 0.18), tone(spec.body, -0.12)], [0, 0, 1, 1]), ...rim });
  const swell = Array.from({ length: 33 }, (_, step) => 0.5 + (step / 32) * (Math.PI - 1));
  const under = (angle: number): number =>
    thick * (0.1 - 0.75 * Math.sqrt(Math.max(0, Math.sin(((angle - 0.5) / (Math.PI - 1)) * Math.PI))));
  const pad = toPath([
    ...swell.map((angle) => scene.project(onBand(size, angle, under(angle), -half * 0.9))),
    ...swell.toReversed().map((angle) => scene.project(onBand(size, angle, thick * 0.12, -half * 0.9))),
  ]);
  scene.path(pad, {
    fill: scene.linear([tone(spec.cushions, 0.18), tone(spec.cushions, -0.15)]),
    stroke: tone(spec.cushions, lightness(spec.cushions) > 0.5 ? -0.2 : 0.2),
    'stroke-width': 1,
  });
  for (const [from, to] of [
    [0.12, 0.2],
    [Math.PI - 0.2, Math.PI - 0.12],
  ] as const) {
    scene.path(toPath(strip(scene, size, [0, -half - 0.5], [thick, -half - 0.5], from, to)), { fill: spec.accent });
  }
}

/** An ear cup as discs stacked along x, from the head outwards on the side that `sign` tells. */
function drawCup(scene: Scene, spec: HeadsetSpec, size: Size, sign: 1 | -1): void {
  const { reach, cup, shell, cushion } = size;
  const [rx, rz] = cup;
  const disc = (x: number, scale: number): Outline =>
    scene.trace(side(sign * x), ellipse(0, 0, rx * scale, rz * scale));
  const inner = reach - cushion;
  const seam = lightness(spec.cushions) > 0.5 ? -0.25 : 0.2;
  const pad = { stroke: tone(spec.cushions, seam), 'stroke-width': 1.2 };
  const drawShell = (): void => {
    const wall = scene.linear([tone(spec.body, 0.16), spec.body, tone(spec.body, -0.4)], [0, 0, 0.5, 1]);
    scene.path(scene.hull(disc(reach, 1), disc(reach + shell * 0.7, 0.96)), {
      fill: wall,
      stroke: edge(spec.body),
      'stroke-width': 1.6,
    });
    scene.path(scene.hull(disc(reach + shell * 0.7, 0.96), disc(reach + shell, 0.8)), { fill: wall });
    drawYoke(scene, spec, size, sign);
    if (sign > 0) return;
    scene.path(toPath(disc(reach + shell, 0.8)), {
      fill: scene.linear([tone(spec.body, 0.28), tone(spec.body, -0.12)], [0.1, 0, 0.8, 1]),
      stroke: tone(spec.body, 0.3),
      'stroke-width': 1.2,
    });
    scene.path(toPath(disc(reach + shell, 0.62)), { fill: 'none', stroke: spec.accent, 'stroke-width': 5 });
    scene.path(toPath(disc(reach + shell, 0.48)), {
      fill: scene.linear([tone(spec.body, -0.25), tone(spec.body, 0.12)], [0, 0, 1, 1]),
    });
    const marks = [-26, 0, 26].map((z, index) =>
      scene.on(side(sign * (reach + shell)), [
        [-24 + index * 6, z - 8],
        [20 - index * 6, z + 8],
      ]),
    );
    scene.line(marks.join(''), alpha(spec.accent, 0.9), 5);
  };
  const drawCushion = (): void => {
    const fill = scene.linear([tone(spec.cushions, 0.2), spec.cushions, tone(spec.cushions, -0.3)]);
    for (const [from, to, a, b] of [
      [reach, reach - cushion * 0.4, 0.96, 1.02],
      [reach - cushion * 0.4, inner + cushion * 0.2, 1.02, 0.98],
      [inner + cushion * 0.2, inner, 0.98, 0.86],
    ] as const) {
      scene.path(scene.hull(disc(from, a), disc(to, b)), { fill, ...pad });
    }
    if (sign < 0) return;
    scene.path(toPath(disc(inner, 0.86)), {
      fill: scene.linear([tone(spec.cushions, 0.28), tone(spec.cushions, -0.08)], [0, 0, 1, 1]),
    });
    scene.path(toPath(disc(inner, 0.56)), {
      fill: scene.linear([tone(spec.cushions, -0.75), tone(spec.cushions, -0.45)]),
      stroke: tone(spec.cushions, -0.35),
      'stroke-width': 2,
    });
    scene.path(toPath(disc(inner + 12, 0.42)), { fill: mix(spec.accent, '#12151d', 0.72) });
  };
  for (const draw of sign > 0 ? [drawShell, drawCushion] : [drawCushion, drawShell]) draw();
}

/** The arm that holds a cup: from the end of the band to the middle of the shell. */
function drawYoke(scene: Scene, spec: HeadsetSpec, { reach, cup, shell, band }: Size, sign: 1 | -1): void {
  const face = side(sign * (reach + shell * 0.86));
  const top = 96 + cup[1] * 0.1;
  const [wide, low] = [band * 0.36, cup[1] * 0.5];
  const arm: Outline = [
    [-wide, top],
    [wide, top],
    [wide * 0.8, low],
    [-wide * 0.8, low],
  ];
  const stem = scene.hull(scene.trace(face, arm), scene.trace(side(sign * (reach + 18)), arm));
  scene.path(stem, {
    fill: scene.linear([tone(spec.accent, 0.1), tone(spec.accent, -0.3)]),
    stroke: edge(spec.body),
    'stroke-width': 1.2,
  });
}

function drawBoom(scene: Scene, spec: HeadsetSpec, { reach, cup, shell }: Size): void {
  const x = -(reach + shell * 0.6);
  const points = [
    [x, -cup[0] * 0.6, -cup[1] * 0.55],
    [x - 30, -cup[0] * 1.9, -cup[1] * 1.25],
    [x + 110, -cup[0] * 2.3, -cup[1] * 1.2],
  ] as const;
  const [from, bend, tip] = points.map((point) => scene.project(point));
  if (!from || !bend || !tip) return;
  const d = `M${from.join(' ')}Q${bend.join(' ')} ${tip.join(' ')}`;
  scene.line(d, edge(spec.body), 13);
  scene.line(d, tone(spec.body, lightness(spec.body) > 0.5 ? -0.3 : -0.05), 10);
  const angle = (Math.atan2(tip[1] - bend[1], tip[0] - bend[0]) * 180) / Math.PI;
  scene.group({ transform: `translate(${tip.join(' ')}) rotate(${angle.toFixed(2)})` }, () => {
    scene.rect(-12, -17, 74, 34, 17, {
      fill: scene.linear([tone(spec.cushions, 0.22), tone(spec.cushions, -0.4)]),
      stroke: edge(spec.cushions),
      'stroke-width': 1.4,
    });
    scene.rect(4, -17, 7, 34, 2, { fill: spec.accent });
  });
}
