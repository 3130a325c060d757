import { alpha, edge, lightness, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type ChairSpec = Spec<'chair'>;

const metal = (drawing: Drawing): string => drawing.linear(['#4d5566', '#b8bfcb', '#6a7284', '#343b49'], [0, 0, 1, 0]);

/** An office chair from the front. */
export function drawChair(spec: ChairSpec): string {
  const drawing = new Drawing();
  drawBase(drawing, spec);
  drawBack(drawing, spec);
  if (spec.headrest) drawHeadrest(drawing, spec);
  drawSeat(drawing, spec);
  for (const sign of [-1, 1]) drawing.group({ transform: `scale(${sign} 1)` }, () => drawArmrest(drawing, spec));
  return drawing.toString();
}

function drawBase(drawing: Drawing, spec: ChairSpec): void {
  drawing.groundShadow(0, 366, 430, 44);
  const rim = { stroke: edge(spec.accent), 'stroke-width': 1.8 };
  const feet = [
    [-196, 318],
    [196, 318],
    [-120, 286],
    [120, 286],
    [0, 352],
  ] as const;
  for (const [x, y] of [...feet].sort(([, a], [, b]) => a - b)) {
    drawing.line(`M0 252L${x} ${y - 26}`, edge(spec.accent), 27);
    drawing.line(`M0 252L${x} ${y - 26}`, spec.accent, 23);
    drawing.line(`M0 248L${x} ${y - 31}`, alpha('#ffffff', 0.22), 5);
    for (const shift of [-11, 11]) {
      drawing.ellipse(x + shift, y, 13, 24, {
        fill: drawing.linear(['#454d5d', '#151922'], [0, 0, 1, 1]),
        stroke: '#6b7488',
        'stroke-width': 1.5,
      });
    }
  }
  drawing.rect(-22, 130, 44, 122, 8, { fill: metal(drawing) });
  drawing.rect(-34, 180, 68, 82, 14, {
    fill: drawing.linear([tone(spec.accent, 0.2), tone(spec.accent, -0.35)], [0, 0, 1, 0]),
    ...rim,
  });
  drawing.path('M-110 108L110 108L60 152L-60 152Z', { fill: tone(spec.accent, -0.3), ...rim });
}

function drawBack(drawing: Drawing, spec: ChairSpec): void {
  const frame =
    'M-120 -250C-60 -272 60 -272 120 -250C160 -190 172 -60 150 60C120 92 -120 92 -150 60C-172 -60 -160 -190 -120 -250Z';
  drawing.path('M-24 0L24 0L30 120L-30 120Z', { fill: tone(spec.accent, -0.2) });
  drawing.path(frame, {
    fill: drawing.linear([tone(spec.body, 0.22), spec.body, tone(spec.body, -0.2)], [0, 0, 1, 0.6]),
    stroke: edge(spec.body),
    'stroke-width': 2,
  });
  const panel =
    'M-106 -228C-54 -248 54 -248 106 -228C140 -170 150 -60 132 46C104 70 -104 70 -132 46C-150 -60 -140 -170 -106 -228Z';
  drawing.path(panel, {
    fill: drawing.linear(
      [tone(spec.body, spec.back === 'mesh' ? -0.18 : 0.1), tone(spec.body, spec.back === 'mesh' ? -0.42 : -0.22)],
      [0, 0, 0.6, 1],
    ),
    stroke: tone(spec.body, -0.4),
    'stroke-width': 2,
  });
  drawing.clipped(panel, () => {
    if (spec.back === 'mesh') drawMesh(drawing, spec);
    else
      drawing.line(
        'M-50 -250C-62 -120 -60 0 -50 80M50 -250C62 -120 60 0 50 80M-150 -80C-60 -66 60 -66 150 -80',
        alpha(tone(spec.body, -0.6), 0.6),
        4,
      );
    drawing.ellipse(-56, -130, 38, 100, {
      fill: '#ffffff',
      opacity: lightness(spec.body) > 0.5 ? 0.35 : 0.13,
      filter: drawing.blur(22),
    });
  });
  drawing.path('M-116 -26C-60 -6 60 -6 116 -26C124 -4 120 18 112 28C60 46 -60 46 -112 28C-120 18 -124 -4 -116 -26Z', {
    fill: drawing.linear([tone(spec.accent, 0.22), tone(spec.accent, -0.2)]),
    stroke: edge(spec.accent),
    'stroke-width': 1.6,
  });
}

function drawMesh(drawing: Drawing, spec: ChairSpec): void {
  const rows = Array.from(
    { length: 34 },
    (_, row) => `M-160 ${-254 + row * 10}C-60 ${-242 + row * 10} 60 ${-242 + row * 10} 160 ${-254 + row * 10}`,
  );
  const columns = Array.from({ length: 27 }, (_, column) => `M${-156 + column * 12} -260V90`);
  drawing.line(rows.join('') + columns.join(''), alpha(tone(spec.body, 0.42), 0.5), 2.6);
}

function drawHeadrest(drawing: Drawing, spec: ChairSpec): void {
  drawing.rect(-38, -306, 76, 66, 10, {
    fill: drawing.linear([tone(spec.accent, 0.25), tone(spec.accent, -0.2)], [0, 0, 1, 0]),
    stroke: edge(spec.accent),
    'stroke-width': 1.6,
  });
  const pillow =
    'M-96 -366C-40 -384 40 -384 96 -366C112 -346 112 -312 98 -294C40 -280 -40 -280 -98 -294C-112 -312 -112 -346 -96 -366Z';
  drawing.path(pillow, {
    fill: drawing.linear([tone(spec.body, 0.3), tone(spec.body, -0.16)], [0, 0, 0.4, 1]),
    stroke: edge(spec.body),
    'stroke-width': 2,
  });
  drawing.line('M-78 -352C-40 -364 40 -364 78 -352', alpha('#ffffff', 0.4), 4);
}

function drawSeat(drawing: Drawing, spec: ChairSpec): void {
  const seat =
    'M-150 50C-90 32 90 32 150 50C186 62 206 84 204 106C200 136 120 146 0 146C-120 146 -200 136 -204 106C-206 84 -186 62 -150 50Z';
  drawing.path('M-198 104C-190 150 -110 164 0 164C110 164 190 150 198 104Z', {
    fill: tone(spec.accent, -0.25),
    stroke: edge(spec.accent),
    'stroke-width': 1.6,
  });
  drawing.path(seat, {
    fill: drawing.linear([tone(spec.body, 0.3), spec.body, tone(spec.body, -0.28)]),
    stroke: edge(spec.body),
    'stroke-width': 2,
  });
  drawing.line('M-190 108C-130 126 130 126 190 108', alpha(tone(spec.body, -0.6), 0.45), 3);
  drawing.ellipse(-30, 66, 110, 11, {
    fill: '#ffffff',
    opacity: lightness(spec.body) > 0.5 ? 0.5 : 0.15,
    filter: drawing.blur(8),
  });
}

function drawArmrest(drawing: Drawing, spec: ChairSpec): void {
  const post = 'M150 128C220 126 236 100 232 30L226 -24';
  drawing.line(post, edge(spec.accent), 27);
  drawing.line(post, tone(spec.accent, -0.05), 23);
  drawing.line('M238 90L234 -20', alpha('#ffffff', 0.2), 4);
  drawing.rect(186, -48, 82, 34, 16, {
    fill: drawing.linear([tone(spec.accent, 0.3), tone(spec.accent, -0.25)]),
    stroke: edge(spec.accent),
    'stroke-width': 1.8,
  });
}
