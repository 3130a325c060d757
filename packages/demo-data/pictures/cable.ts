import { alpha, edge, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type CableSpec = Spec<'cable'>;
type Connector = CableSpec['connectors'][number];

/** A coiled cable from above, a plug at each end. */
export function drawCable(spec: CableSpec): string {
  const drawing = new Drawing();
  const loops = [
    'M-196 -262C-196 -130 -226 -60 -232 20C-236 170 -120 244 0 244C140 244 236 150 236 20C236 -100 140 -186 10 -186',
    'M10 -186C-110 -186 -200 -96 -200 22C-200 140 -110 210 4 210C120 210 204 130 204 18C204 -90 110 -156 4 -156',
    'M4 -156C-96 -156 -172 -78 -168 26C-164 116 -90 180 8 180C110 180 176 110 176 10C176 -90 196 -150 196 -262',
  ];
  drawing.group({ class: 'ambient' }, () => {
    for (const d of loops)
      drawing.line(d, '#0a1020', 30, { opacity: 0.3, filter: drawing.blur(9), transform: 'translate(5 10)' });
  });
  for (const d of loops) drawLength(drawing, spec, d);
  drawing.group({ transform: 'translate(0 206)' }, () => drawTie(drawing, spec));
  drawPlug(drawing, spec, spec.connectors[0], -196);
  drawPlug(drawing, spec, spec.connectors[1], 196);
  return drawing.toString();
}

function drawLength(drawing: Drawing, spec: CableSpec, d: string): void {
  drawing.line(d, tone(spec.body, -0.55), 29);
  drawing.line(d, spec.body, 25);
  if (spec.braided) {
    drawing.line(d, alpha(tone(spec.accent, -0.1), 0.95), 25, { 'stroke-dasharray': '5 9', 'stroke-linecap': 'butt' });
    drawing.line(d, alpha(tone(spec.body, -0.5), 0.5), 25, { 'stroke-dasharray': '1.4 5.6', 'stroke-linecap': 'butt' });
    drawing.line(d, spec.body, 9, { 'stroke-dasharray': '7 7', 'stroke-dashoffset': 3.5, 'stroke-linecap': 'butt' });
  }
  drawing.line(d, alpha('#ffffff', 0.38), 5, { transform: 'translate(-4 -4)' });
}

function drawTie(drawing: Drawing, spec: CableSpec): void {
  drawing.rect(-26, -52, 52, 112, 12, {
    fill: drawing.linear([tone(spec.accent, -0.3), tone(spec.accent, 0.2), tone(spec.accent, -0.45)], [0, 0, 1, 0]),
    stroke: edge(spec.accent),
    'stroke-width': 1.6,
  });
  drawing.line('M-12 -36V44M12 -36V44', alpha('#0a0d14', 0.35), 2, { 'stroke-dasharray': '6 6' });
}

/** Width and length of the metal that goes into the socket. */
const tongues: Record<Connector, readonly [number, number]> = {
  'usb-c': [52, 50],
  'usb-a': [72, 78],
  hdmi: [86, 54],
  displayport: [88, 60],
};

function drawPlug(drawing: Drawing, spec: CableSpec, connector: Connector, x: number): void {
  const [width, length] = tongues[connector];
  const shell = Math.max(78, width + 16);
  const steel = drawing.linear(['#7d8696', '#eef1f5', '#b4bbc7', '#6a7283'], [0, 0, 1, 0]);
  drawing.rect(x - width / 2, -404 - length, width, length + 20, connector === 'usb-c' ? 16 : 4, {
    fill: steel,
    stroke: '#5a6375',
    'stroke-width': 1.5,
  });
  drawing.rect(x - width / 2 + 10, -400 - length, width - 20, 8, 4, { fill: '#1b2130' });
  if (connector === 'usb-a')
    drawing.line(`M${x - 16} -452v0.1M${x + 16} -452v0.1`, '#1b2130', 14, { 'stroke-linecap': 'square' });
  const body = drawing.linear(
    [tone(spec.accent, -0.3), tone(spec.accent, 0.4), spec.accent, tone(spec.accent, -0.4)],
    [0, 0, 1, 0],
  );
  drawing.rect(x - shell / 2, -402, shell, 128, 18, { fill: body, stroke: edge(spec.accent), 'stroke-width': 1.8 });
  drawing.rect(x - 10, -350, 20, 6, 3, { fill: tone(spec.accent, -0.55) });
  const boot = drawing.linear(
    [tone(spec.accent, -0.6), tone(spec.accent, -0.2), tone(spec.accent, -0.65)],
    [0, 0, 1, 0],
  );
  drawing.path(`M${x - 26} -276h52l-8 74h-36Z`, { fill: boot, stroke: edge(spec.accent), 'stroke-width': 1.4 });
  drawing.line(`M${x - 22} -258h44M${x - 20} -242h40M${x - 19} -226h38`, alpha('#05070c', 0.5), 3);
}
