import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';
import { drawVertical } from './vertical-mouse.ts';

type MouseSpec = Spec<'mouse'>;

const shells = {
  ambidextrous:
    'M0 -218C78 -218 112 -182 114 -112C116 -40 104 10 112 80C120 165 74 216 0 216C-74 216 -120 165 -112 80C-104 10 -116 -40 -114 -112C-112 -182 -78 -218 0 -218Z',
  ergonomic:
    'M-4 -218C66 -222 116 -190 124 -112C130 -40 140 30 132 104C122 188 64 224 -10 216C-100 208 -172 176 -188 106C-196 58 -164 22 -140 -20C-122 -54 -126 -86 -118 -122C-106 -190 -66 -215 -4 -218Z',
  trackball:
    'M20 -214C92 -214 138 -176 146 -104C152 -30 154 40 144 110C130 190 60 218 -20 212C-120 204 -196 160 -206 70C-212 -10 -190 -84 -140 -128C-100 -168 -60 -212 20 -214Z',
  gaming:
    'M0 -214L54 -208C92 -200 108 -170 112 -124L98 -6L124 96C130 152 102 196 60 212L0 224L-60 212C-102 196 -130 152 -124 96L-98 -6L-112 -124C-108 -170 -92 -200 -54 -208Z',
} as const;

export function drawMouse(spec: MouseSpec): string {
  const drawing = new Drawing();
  const { form } = spec;
  if (form === 'vertical') drawVertical(drawing, spec);
  else drawing.group({ transform: 'rotate(24)' }, () => drawFlat(drawing, spec, shells[form]));
  return drawing.toString();
}

function drawFlat(drawing: Drawing, spec: MouseSpec, shell: string): void {
  const dark = lightness(spec.body) < 0.35;
  if (spec.cable) drawCable(drawing, spec);
  drawing.group({ class: 'ambient', transform: 'translate(10 8)' }, () => drawing.shadow(shell, 18));
  if (spec.lit) drawing.glow(shell, spec.accent, 20, 0.55);
  const base = drawing.linear(
    [tone(spec.body, dark ? 0.2 : 0.12), tone(spec.body, dark ? 0.1 : 0.3), spec.body, tone(spec.body, -0.32)],
    [0, 0, 1, 0.25],
  );
  drawing.path(shell, { fill: base, stroke: edge(spec.body), 'stroke-width': 2 });
  drawing.clipped(shell, () => {
    drawing.ellipse(0, 250, 190, 130, { fill: tone(spec.body, -0.6), opacity: 0.4, filter: drawing.blur(34) });
    drawing.ellipse(-40, 40, 56, 110, { fill: '#ffffff', opacity: dark ? 0.14 : 0.5, filter: drawing.blur(26) });
    if (spec.form === 'ergonomic') drawThumbRest(drawing, spec);
    if (spec.form === 'gaming') drawFlanks(drawing, spec);
    drawButtons(drawing, spec);
  });
  drawing.path(shell, {
    fill: 'none',
    stroke: alpha('#ffffff', dark ? 0.1 : 0.5),
    'stroke-width': 5,
    transform: 'scale(0.965)',
  });
  if (spec.form === 'trackball') drawBall(drawing, spec, -112, -20);
  else if (!spec.cable || spec.form === 'gaming') drawSideButtons(drawing, spec);
  drawWheel(drawing, spec, spec.form === 'trackball' ? 40 : 0);
}

function drawCable(drawing: Drawing, spec: MouseSpec): void {
  const d = 'M0 -205C0 -300 60 -330 130 -318S250 -250 236 -150S200 0 214 60';
  drawing.line(d, tone(spec.body, lightness(spec.body) > 0.4 ? -0.4 : 0.3), 13);
  drawing.line(d, tone(spec.body, lightness(spec.body) > 0.4 ? -0.2 : -0.15), 9.5);
  drawing.rect(202, 96, 26, 40, 3, { fill: drawing.linear(['#8f98a8', '#eef1f5', '#8f98a8'], [0, 0, 1, 0]) });
  drawing.rect(195, 50, 40, 56, 9, { fill: tone(spec.body, -0.25), stroke: edge(spec.body), 'stroke-width': 1.4 });
  drawing.rect(-11, -246, 22, 40, 8, { fill: tone(spec.body, -0.35), stroke: edge(spec.body), 'stroke-width': 1.4 });
}

function drawButtons(drawing: Drawing, spec: MouseSpec): void {
  const groove = tone(spec.body, -0.5);
  const shine = alpha('#ffffff', lightness(spec.body) < 0.35 ? 0.2 : 0.75);
  const middle = spec.form === 'trackball' ? 40 : 0;
  const seam = spec.form === 'gaming' ? 'M-130 -8L-40 24L40 24L130 -8' : `M-150 8C-60 34 70 34 160 0`;
  for (const [colour, shift] of [
    [shine, 2.5],
    [groove, 0],
  ] as const) {
    const d = spec.form === 'trackball' ? 'M-40 -20C20 20 90 20 170 -6' : seam;
    drawing.line(d, colour, 3, { transform: `translate(0 ${shift})` });
    drawing.line(`M${middle} -230L${middle} 24`, colour, 3, { transform: `translate(${shift} 0)` });
  }
}

function drawWheel(drawing: Drawing, spec: MouseSpec, x: number): void {
  drawing.rect(x - 21, -168, 42, 116, 21, { fill: '#07090e', stroke: tone(spec.body, 0.25), 'stroke-width': 1.6 });
  const tyre = mix(spec.accent, '#232936', spec.lit ? 0 : 0.35);
  const fill = drawing.linear([tone(tyre, -0.5), tone(tyre, 0.3), tone(tyre, -0.55)]);
  drawing.rect(x - 13, -154, 26, 88, 12, { fill });
  const ridges = Array.from({ length: 8 }, (_, ridge) => `M${x - 10} ${-144 + ridge * 9.6}h20`).join('');
  drawing.line(ridges, alpha('#05070c', 0.55), 3);
  if (spec.form !== 'trackball')
    drawing.rect(x - 9, -36, 18, 34, 9, {
      fill: tone(spec.body, -0.3),
      stroke: tone(spec.body, 0.25),
      'stroke-width': 1.4,
    });
}

function drawSideButtons(drawing: Drawing, spec: MouseSpec): void {
  const wing = spec.form === 'ergonomic';
  const fill = drawing.linear([tone(spec.accent, 0.15), tone(spec.accent, -0.3)]);
  const paths = wing
    ? [
        'M-112 -98C-102 -100 -98 -94 -98 -84L-98 -34C-98 -24 -110 -24 -113 -34C-117 -54 -118 -80 -112 -98Z',
        'M-112 -10C-104 -16 -97 -12 -97 -2L-96 48C-96 58 -106 58 -110 50C-115 34 -116 10 -112 -10Z',
      ]
    : [
        'M-115 -100C-104 -104 -101 -96 -101 -88L-98 -44C-98 -34 -108 -32 -111 -42Z',
        'M-109 -28C-99 -32 -96 -26 -96 -18L-97 26C-97 36 -106 36 -108 26Z',
      ];
  for (const d of paths) drawing.path(d, { fill, stroke: tone(spec.body, -0.5), 'stroke-width': 2 });
}

function drawThumbRest(drawing: Drawing, spec: MouseSpec): void {
  const rest = 'M-116 -110C-122 -30 -122 90 -66 230L-220 230L-220 -110Z';
  const grip = mix(tone(spec.body, -0.42), spec.accent, 0.12);
  drawing.path(rest, {
    fill: drawing.linear([tone(grip, 0.1), tone(grip, -0.3)]),
    stroke: tone(spec.body, -0.5),
    'stroke-width': 2,
  });
  const dots = Array.from({ length: 40 }, (_, dot) => {
    const [column, row] = [dot % 4, Math.floor(dot / 4)];
    return `M${-158 + column * 14 + row * 3} ${46 + row * 13}h0.1`;
  }).join('');
  drawing.line(dots, alpha(tone(grip, 0.4), 0.55), 5);
}

function drawFlanks(drawing: Drawing, spec: MouseSpec): void {
  for (const sign of [-1, 1]) {
    drawing.group({ transform: `scale(${sign} 1)` }, () => {
      drawing.path('M78 -230L72 -10L96 130L60 240L150 240L150 -230Z', { fill: tone(spec.body, -0.4), opacity: 0.75 });
      if (!spec.lit) return;
      const d = 'M80 -190L74 -10L98 120L66 206';
      drawing.line(d, spec.accent, 12, { opacity: 0.6, filter: drawing.blur(8) });
      drawing.line(d, tone(spec.accent, 0.35), 4);
    });
  }
  const chevron = 'M-30 96L0 132L30 96M-18 76L0 98L18 76';
  if (spec.lit) drawing.line(chevron, spec.accent, 12, { opacity: 0.6, filter: drawing.blur(8) });
  drawing.line(chevron, spec.lit ? tone(spec.accent, 0.3) : spec.accent, 6);
}

function drawBall(drawing: Drawing, spec: MouseSpec, x: number, y: number): void {
  drawing.ellipse(x, y, 84, 84, {
    fill: drawing.linear([tone(spec.body, -0.6), tone(spec.body, -0.2)]),
    stroke: edge(spec.body),
    'stroke-width': 1.5,
  });
  const ball = drawing.radial(
    [tone(spec.accent, 0.55), [0.4, spec.accent], [0.85, tone(spec.accent, -0.45)], tone(spec.accent, -0.6)],
    [0.36, 0.3, 0.75],
  );
  drawing.ellipse(x, y, 70, 70, { fill: ball });
  const flecks = [
    [-30, 18],
    [12, 38],
    [34, -8],
    [-8, 4],
    [8, -40],
    [-42, -16],
    [40, 26],
  ] as const;
  drawing.line(flecks.map(([dx, dy]) => `M${x + dx} ${y + dy}h0.1`).join(''), alpha('#ffffff', 0.3), 6);
  drawing.ellipse(x - 24, y - 32, 22, 14, { fill: '#ffffff', opacity: 0.75, filter: drawing.blur(5) });
}
