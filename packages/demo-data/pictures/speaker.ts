import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import { ellipse, type Outline, roundedRect } from './outline.ts';
import { front, level, plane, Scene, type Surface } from './scene.ts';
import type { Spec } from './spec.ts';

type SpeakerSpec = Spec<'speaker'>;

export function drawSpeaker(spec: SpeakerSpec): string {
  if (spec.form === 'pair') return drawPair(spec);
  if (spec.form === 'soundbar') return drawSoundbar(spec);
  return drawPortable(spec);
}

/** Dots of a woven cover, row by row. */
function weave(x: number, y: number, width: number, height: number, step: number): string {
  const rows = Math.floor(height / step);
  return Array.from(
    { length: rows },
    (_, row) => `M${(x + (row % 2) * (step / 2)).toFixed(1)} ${(y + row * step).toFixed(1)}h${width}`,
  ).join('');
}

function drawPair(spec: SpeakerSpec): string {
  const scene = new Scene({ yaw: -26, pitch: 13, distance: 1900 });
  for (const x of [-280, 60]) drawCabinet(scene, spec, x);
  return scene.toString();
}

function drawCabinet(scene: Scene, spec: SpeakerSpec, x: number): void {
  const [width, depth, height] = [230, 230, 380];
  scene.shadow(scene.on(level(0), roundedRect(x, 0, width, depth, 18)), 16);
  scene.block({ x, y: 0, z: 8, width, depth, height, radius: 18 }, spec.body);
  if (spec.finish === 'wood') drawGrain(scene, spec, plane([x + width, 0, 8], [0, 1, 0], [0, 0, 1]), depth, height);
  const face = plane([x, 0, 8], [1, 0, 0], [0, 0, 1]);
  const board = roundedRect(16, 16, width - 32, height - 32, 14);
  scene.path(scene.on(face, board), {
    fill: scene.linear([tone(spec.accent, 0.16), tone(spec.accent, -0.25)], [0, 0, 1, 1]),
    stroke: tone(spec.body, -0.35),
    'stroke-width': 1.6,
  });
  drawDriver(scene, face, [width / 2, 132], 82, spec);
  drawDriver(scene, face, [width / 2, 284], 44, spec);
  if (x < 0) scene.path(scene.on(face, ellipse(width - 42, 36, 7)), { fill: '#8ff0c0' });
}

function drawGrain(scene: Scene, spec: SpeakerSpec, face: Surface, depth: number, height: number): void {
  const lines = Array.from({ length: 8 }, (_, line) => {
    const u = 26 + line * ((depth - 50) / 7);
    return scene
      .on(face, [
        [u, 8],
        [u + (line % 3) * 5 - 5, height * 0.4],
        [u + (line % 2) * 7, height * 0.7],
        [u, height - 8],
      ])
      .replace('Z', '');
  });
  scene.line(lines.join(''), alpha(tone(spec.body, -0.5), 0.35), 2);
}

function drawDriver(
  scene: Scene,
  face: Surface,
  [u, v]: readonly [number, number],
  radius: number,
  spec: SpeakerSpec,
): void {
  const disc = (scale: number): string => scene.on(face, ellipse(u, v, radius * scale));
  scene.path(disc(1.06), {
    fill: scene.linear([mix(spec.body, '#ffffff', 0.35), tone(spec.body, -0.2)], [0, 0, 1, 1]),
  });
  scene.path(disc(0.97), { fill: '#0d1017' });
  scene.path(disc(0.88), { fill: scene.linear(['#12151d', '#3a4150'], [0, 0, 1, 1]) });
  scene.path(disc(0.72), { fill: scene.radial(['#0c0f16', '#2a303d', '#171b25'], [0.5, 0.5, 0.55]) });
  scene.path(disc(0.3), { fill: scene.linear(['#6b7488', '#1d222d'], [0.2, 0, 0.8, 1]) });
}

function drawSoundbar(spec: SpeakerSpec): string {
  const scene = new Scene({ yaw: -21, pitch: 20, distance: 1900 });
  const [width, depth, height] = [720, 120, 104];
  for (const x of [60, width - 130])
    scene.block({ x, y: 24, z: -10, width: 70, depth: 70, height: 10, radius: 12 }, tone(spec.body, -0.6));
  scene.shadow(scene.on(level(-10), roundedRect(0, 0, width, depth, 56)), 18);
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius: 56 }, spec.body);
  const rows = Array.from({ length: 9 }, (_, row) =>
    scene.on(level(10 + row * 10.5), roundedRect(0, 0, width, depth, 56).slice(17, 28)).replace('Z', ''),
  );
  scene.line(rows.join(''), alpha(tone(spec.body, lightness(spec.body) > 0.5 ? -0.4 : 0.42), 0.75), 3.4, {
    'stroke-dasharray': '0.1 7',
  });
  const deck = tone(spec.body, -0.45);
  scene.path(scene.on(top, roundedRect(14, 14, width - 28, depth - 28, 44)), {
    fill: scene.linear([tone(deck, 0.24), deck], [0, 0, 1, 1]),
    stroke: tone(deck, 0.3),
    'stroke-width': 1.2,
  });
  for (const [index, x] of [280, 330, 380, 430].entries()) {
    const button = ellipse(x, depth / 2, index === 1 ? 17 : 12);
    scene.path(scene.on(top, button), {
      fill: index === 1 ? spec.accent : tone(deck, -0.2),
      stroke: alpha(spec.accent, 0.7),
      'stroke-width': 1.6,
    });
  }
  const lamp: Outline = roundedRect(width / 2 - 30, 18, 60, 5, 2.5);
  scene.path(scene.on(front(0), lamp), { fill: spec.accent });
  return scene.toString();
}

function drawPortable(spec: SpeakerSpec): string {
  const drawing = new Drawing();
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.groundShadow(0, 196, 480, 34);
  const strap = 'M236 -110C330 -150 372 -40 330 60C312 110 280 128 252 104';
  drawing.line(strap, edge(spec.accent), 23);
  drawing.line(strap, tone(spec.accent, -0.1), 19);
  drawing.line(strap, alpha('#ffffff', 0.25), 3, { transform: 'translate(-4 -4)' });
  const body =
    'M-210 -180L210 -180C262 -180 282 -100 282 0C282 110 262 196 210 196L-210 196C-262 196 -282 110 -282 0C-282 -100 -262 -180 -210 -180Z';
  drawing.path(body, {
    fill: drawing.linear([tone(spec.body, 0.05), tone(spec.body, 0.3), spec.body, tone(spec.body, -0.5)]),
    ...rim,
  });
  drawing.clipped(body, () => {
    if (spec.finish !== 'matte') {
      drawing.line(weave(-300, -184, 600, 400, 7), alpha(tone(spec.body, -0.6), 0.38), 3.6, {
        'stroke-dasharray': '0.1 7',
      });
      drawing.line(weave(-297, -181, 600, 400, 14), alpha(tone(spec.body, 0.55), 0.22), 3, {
        'stroke-dasharray': '0.1 14',
      });
    }
    drawing.ellipse(-60, -92, 210, 30, { fill: '#ffffff', opacity: 0.28, filter: drawing.blur(22) });
    for (const sign of [-1, 1]) {
      const cap = `M${sign * 226} -200C${sign * 256} -90 ${sign * 256} 110 ${sign * 226} 210L${sign * 300} 210L${sign * 300} -200Z`;
      drawing.path(cap, {
        fill: drawing.linear([tone(spec.accent, 0.12), tone(spec.accent, 0.3), spec.accent, tone(spec.accent, -0.5)]),
        stroke: tone(spec.accent, 0.25),
        'stroke-width': 1.6,
      });
    }
    drawing.rect(-150, -180, 300, 46, 16, {
      fill: tone(spec.accent, 0.06),
      stroke: tone(spec.accent, 0.3),
      'stroke-width': 1.4,
    });
  });
  const ink = tone(spec.body, 0.75);
  drawing.line('M-110 -157h26M-97 -170v26M84 -157h26', ink, 5);
  drawing.path('M-14 -170L12 -157L-14 -144Z', { fill: ink });
  const badge = drawing.linear([tone(spec.body, 0.35), tone(spec.body, -0.25)]);
  drawing.ellipse(0, 30, 52, 52, { fill: badge, stroke: tone(spec.body, -0.4), 'stroke-width': 2 });
  drawing.path('M-22 44L-22 16M-8 54L-8 6M8 50L8 10M22 40L22 20', {
    fill: 'none',
    stroke: ink,
    'stroke-width': 7,
    'stroke-linecap': 'round',
  });
  return drawing.toString();
}
