import { alpha, edge, lightness, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type HeadsetSpec = Spec<'headset'>;

/** An open charging case with both buds standing in it. */
export function drawEarbuds(spec: HeadsetSpec): string {
  const drawing = new Drawing();
  const rim = { stroke: edge(spec.body), 'stroke-width': 2 };
  drawing.groundShadow(0, 236, 380, 34);
  const lid = 'M-190 -40C-196 -190 -150 -250 0 -250C150 -250 196 -190 190 -40Z';
  drawing.path(lid, { fill: drawing.linear([tone(spec.body, -0.08), tone(spec.body, -0.2)]), ...rim });
  const lining = 'M-166 -40C-170 -168 -132 -222 0 -222C132 -222 170 -168 166 -40Z';
  drawing.path(lining, { fill: drawing.linear([tone(spec.cushions, -0.28), tone(spec.cushions, -0.05)]) });
  drawing.ellipse(0, -16, 186, 44, {
    fill: drawing.linear([tone(spec.cushions, -0.3), tone(spec.cushions, -0.12)]),
    ...rim,
  });
  for (const sign of [-1, 1])
    drawing.group({ transform: `translate(${sign * 82} -48) scale(${sign} 1)` }, () => drawBud(drawing, spec));
  const tray = 'M-190 -24C-120 30 120 30 190 -24L196 60C206 190 150 240 0 240C-150 240 -206 190 -196 60Z';
  const body = drawing.linear(
    [tone(spec.body, 0.5), spec.body, [0.75, tone(spec.body, -0.04)], tone(spec.body, -0.2)],
    [0.2, 0, 0.7, 1],
  );
  drawing.path(tray, { fill: body, ...rim });
  drawing.clipped(tray, () => {
    drawing.ellipse(-110, 110, 34, 110, {
      fill: '#ffffff',
      opacity: lightness(spec.body) > 0.5 ? 0.9 : 0.18,
      filter: drawing.blur(20),
    });
    drawing.ellipse(150, 190, 110, 90, { fill: tone(spec.body, -0.5), opacity: 0.28, filter: drawing.blur(30) });
  });
  drawing.ellipse(0, 92, 8, 8, { fill: spec.accent });
  drawing.ellipse(0, 92, 16, 16, { fill: spec.accent, opacity: 0.4, filter: drawing.blur(6) });
  return drawing.toString();
}

/** The right bud; its stem goes down into the tray. */
function drawBud(drawing: Drawing, spec: HeadsetSpec): void {
  const stroke = { stroke: edge(spec.body), 'stroke-width': 1.8 };
  const shade = drawing.linear([tone(spec.body, 0.6), spec.body, tone(spec.body, -0.22)], [0, 0, 1, 0.5]);
  drawing.rect(-4, -40, 44, 120, 20, { fill: shade, ...stroke });
  drawing.path('M-52 -96C-30 -132 34 -130 46 -86C56 -44 30 -18 -4 -22C-40 -26 -70 -60 -52 -96Z', {
    fill: shade,
    ...stroke,
  });
  drawing.group({ transform: 'translate(-50 -66) rotate(-24)' }, () => {
    drawing.ellipse(0, 0, 20, 32, {
      fill: drawing.linear([tone(spec.cushions, 0.3), tone(spec.cushions, -0.25)]),
      ...stroke,
    });
    drawing.ellipse(-7, 0, 8, 17, { fill: tone(spec.cushions, -0.6) });
  });
  drawing.ellipse(20, -84, 13, 17, { fill: spec.accent, opacity: 0.95 });
  drawing.ellipse(6, -108, 20, 8, { fill: alpha('#ffffff', 0.8), filter: drawing.blur(4) });
}
