import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type MicrophoneSpec = Spec<'microphone'>;

export function drawMicrophone(spec: MicrophoneSpec): string {
  const drawing = new Drawing();
  if (spec.form === 'desk') drawDesk(drawing, spec);
  else if (spec.form === 'arm') drawArm(drawing, spec);
  else drawLapel(drawing, spec);
  return drawing.toString();
}

const cylinder = (drawing: Drawing, colour: string): string =>
  drawing.linear(
    [
      [0, tone(colour, -0.35)],
      [0.22, tone(colour, 0.3)],
      [0.5, colour],
      [1, tone(colour, -0.5)],
    ],
    [0, 0, 1, 0],
  );

/** Wire mesh over an area. */
function drawGrille(
  drawing: Drawing,
  shape: string,
  [x, y, width, height]: readonly [number, number, number, number],
  colour: string,
): void {
  drawing.path(shape, { fill: cylinder(drawing, colour), stroke: edge(colour), 'stroke-width': 2 });
  drawing.clipped(shape, () => {
    const lines: string[] = [];
    for (let offset = -height; offset < width; offset += 12)
      lines.push(`M${x + offset} ${y}l${height} ${height}M${x + offset + height} ${y}l${-height} ${height}`);
    drawing.line(lines.join(''), alpha(tone(colour, -0.65), 0.5), 3);
    drawing.ellipse(x + width * 0.3, y + height * 0.4, width * 0.1, height * 0.36, {
      fill: '#ffffff',
      opacity: 0.4,
      filter: drawing.blur(14),
    });
  });
}

function drawDesk(drawing: Drawing, spec: MicrophoneSpec): void {
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.groundShadow(0, 330, 300, 40);
  drawing.path('M-140 306C-140 344 140 344 140 306L140 320C140 366 -140 366 -140 320Z', {
    fill: tone(spec.body, -0.3),
    ...rim,
  });
  drawing.ellipse(0, 308, 140, 34, {
    fill: drawing.linear([tone(spec.body, 0.24), tone(spec.body, -0.1)], [0, 0, 1, 1]),
    ...rim,
  });
  drawing.rect(-15, 190, 30, 122, 8, { fill: cylinder(drawing, tone(spec.body, 0.1)), ...rim });
  const yoke = 'M-122 -20L-122 60C-122 150 -70 196 0 196C70 196 122 150 122 60L122 -20';
  drawing.line(yoke, edge(spec.body), 25);
  drawing.line(yoke, tone(spec.body, -0.05), 21);
  drawing.line(yoke, alpha('#ffffff', 0.14), 5, { transform: 'translate(-4 -3)' });
  drawing.rect(-96, -290, 192, 450, 96, { fill: cylinder(drawing, spec.body), ...rim });
  drawGrille(
    drawing,
    'M-96 -60L-96 -194C-96 -248 -54 -290 0 -290C54 -290 96 -248 96 -194L96 -60Z',
    [-96, -290, 192, 232],
    spec.grille,
  );
  drawing.rect(-98, -66, 196, 16, 5, { fill: cylinder(drawing, spec.accent) });
  drawing.ellipse(0, 30, 34, 34, {
    fill: drawing.linear([tone(spec.body, 0.35), tone(spec.body, -0.3)], [0.2, 0, 0.8, 1]),
    stroke: tone(spec.body, 0.4),
    'stroke-width': 2,
  });
  drawing.rect(-3, 2, 6, 20, 3, { fill: spec.accent });
  drawing.ellipse(0, 96, 8, 8, { fill: spec.accent });
  drawing.ellipse(0, 96, 15, 15, { fill: spec.accent, opacity: 0.5, filter: drawing.blur(6) });
  for (const sign of [-1, 1])
    drawing.ellipse(sign * 122, 0, 24, 24, {
      fill: drawing.linear([tone(spec.accent, 0.3), tone(spec.accent, -0.35)]),
      ...rim,
    });
}

function drawArm(drawing: Drawing, spec: MicrophoneSpec): void {
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.groundShadow(210, 330, 190, 26);
  drawing.path('M150 296L270 296C282 296 288 302 288 314L288 330L132 330L132 314C132 302 138 296 150 296Z', {
    fill: drawing.linear([tone(spec.body, 0.1), tone(spec.body, -0.4)]),
    ...rim,
  });
  drawing.rect(188, 220, 44, 84, 10, { fill: cylinder(drawing, spec.body), ...rim });
  const joints = [
    [210, 226],
    [300, -70],
    [-20, -250],
  ] as const;
  for (const [index, [x, y]] of joints.slice(0, 2).entries()) {
    const [toX, toY] = joints[index + 1] ?? [x, y];
    const d = `M${x} ${y}L${toX} ${toY}`;
    drawing.line(d, edge(spec.body), 32);
    drawing.line(d, tone(spec.body, -0.12), 28);
    drawing.line(d, tone(spec.body, 0.3), 6, { transform: 'translate(-5 -5)' });
    drawing.line(d, spec.accent, 3, { 'stroke-dasharray': '60 2000', 'stroke-dashoffset': -110 });
  }
  const lead = 'M196 240C150 100 330 60 276 -60C230 -130 60 -180 -20 -232';
  drawing.line(lead, alpha('#0a0d14', 0.55), 6);
  for (const [x, y] of joints.slice(0, 2)) {
    drawing.ellipse(x, y, 34, 34, { fill: drawing.linear([tone(spec.body, 0.3), tone(spec.body, -0.35)]), ...rim });
    drawing.ellipse(x, y, 13, 13, { fill: spec.accent });
  }
  drawing.line('M-20 -250C-100 -292 -130 -230 -130 -170', edge(spec.body), 24);
  drawing.line('M-20 -250C-100 -292 -130 -230 -130 -170', tone(spec.body, -0.1), 20);
  drawing.group({ transform: 'translate(-136 -20) rotate(14)' }, () => {
    drawing.rect(-104, -76, 208, 116, 26, { fill: 'none', stroke: tone(spec.body, -0.4), 'stroke-width': 13 });
    drawing.rect(-104, -76, 208, 116, 26, { fill: 'none', stroke: edge(spec.body), 'stroke-width': 2 });
    drawing.rect(-80, -160, 160, 220, 34, { fill: cylinder(drawing, spec.body), ...rim });
    drawGrille(
      drawing,
      'M-86 50L86 50L86 150C86 204 50 232 0 232C-50 232 -86 204 -86 150Z',
      [-86, 50, 172, 184],
      spec.grille,
    );
    drawing.rect(-88, 40, 176, 18, 6, { fill: cylinder(drawing, spec.accent) });
    drawing.line('M-104 -40L-78 -10M-104 10L-78 -30M104 -40L78 -10M104 10L78 -30', spec.accent, 4);
  });
}

/** Two clip-on transmitters, one with its windshield, and the receiver between them. */
function drawLapel(drawing: Drawing, spec: MicrophoneSpec): void {
  drawing.groundShadow(0, 214, 560, 30);
  drawing.group({ transform: 'translate(188 20) rotate(9)' }, () => drawTransmitter(drawing, spec));
  drawing.group({ transform: 'translate(-176 20) rotate(-9)' }, () => {
    drawTransmitter(drawing, spec);
    drawWindshield(drawing, spec);
  });
  drawReceiver(drawing, spec);
}

function drawTransmitter(drawing: Drawing, spec: MicrophoneSpec): void {
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.rect(-62, -150, 124, 60, 20, { fill: tone(spec.body, -0.45), ...rim });
  drawing.rect(-100, -130, 200, 310, 48, {
    fill: drawing.linear([tone(spec.body, 0.28), spec.body, tone(spec.body, -0.35)], [0.1, 0, 0.8, 1]),
    ...rim,
  });
  drawGrille(
    drawing,
    'M-62 -104L62 -104A14 14 0 0 1 62 -58L-62 -58A14 14 0 0 1 -62 -104Z',
    [-80, -104, 160, 46],
    spec.grille,
  );
  drawing.ellipse(0, 66, 42, 42, {
    fill: drawing.linear([tone(spec.body, -0.25), tone(spec.body, 0.2)]),
    stroke: tone(spec.body, 0.3),
    'stroke-width': 2,
  });
  drawing.ellipse(0, -16, 9, 9, { fill: spec.accent });
  drawing.ellipse(0, -16, 18, 18, { fill: spec.accent, opacity: 0.5, filter: drawing.blur(7) });
  drawing.rect(-70, 176, 140, 14, 7, { fill: tone(spec.body, -0.5), ...rim });
}

/** Fur that covers the top: strokes fanned around a ball. */
function drawWindshield(drawing: Drawing, spec: MicrophoneSpec): void {
  const fur = mix(spec.grille, '#4d5564', 0.4);
  drawing.ellipse(0, -118, 112, 84, {
    fill: drawing.radial([tone(fur, 0.2), tone(fur, -0.45)], [0.4, 0.3, 0.8]),
    stroke: tone(fur, 0.05),
    'stroke-width': 4,
  });
  const strands = Array.from({ length: 420 }, (_, strand) => {
    const angle = strand * 2.399963;
    const reach = Math.sqrt(strand / 420);
    const [x, y] = [Math.cos(angle) * reach * 104, -118 + Math.sin(angle) * reach * 76];
    return `M${x.toFixed(1)} ${y.toFixed(1)}l${(Math.cos(angle) * 13).toFixed(1)} ${(Math.sin(angle) * 11 + 4).toFixed(1)}`;
  });
  drawing.line(strands.filter((_, index) => index % 2 === 0).join(''), alpha(tone(fur, 0.28), 0.7), 2.6);
  drawing.line(strands.filter((_, index) => index % 2 === 1).join(''), alpha(tone(fur, -0.4), 0.6), 2.6);
}

function drawReceiver(drawing: Drawing, spec: MicrophoneSpec): void {
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.rect(-22, -46, 44, 64, 12, { fill: cylinder(drawing, '#c3c9d3') });
  drawing.rect(-62, 6, 124, 208, 30, {
    fill: drawing.linear([tone(spec.body, 0.36), tone(spec.body, 0.04), tone(spec.body, -0.3)], [0.1, 0, 0.8, 1]),
    ...rim,
  });
  drawing.rect(-40, 36, 80, 92, 10, { fill: '#070a10', stroke: tone(spec.body, 0.3), 'stroke-width': 1.4 });
  for (const [row, level] of [7, 5].entries()) {
    const bars = Array.from({ length: level }, (_, bar) => `M${-28 + bar * 9} ${62 + row * 28}v16`).join('');
    drawing.line(bars, lightness(spec.accent) > 0.3 ? spec.accent : tone(spec.accent, 0.4), 5);
  }
  drawing.ellipse(0, 166, 16, 16, { fill: tone(spec.body, -0.4), stroke: tone(spec.body, 0.35), 'stroke-width': 2 });
}
