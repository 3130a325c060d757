import { alpha, edge, lightness, tone } from './colour.ts';
import type { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type MouseSpec = Spec<'mouse'>;

/** A mouse to hold like a hand in greeting, from the front. */
export function drawVertical(drawing: Drawing, spec: MouseSpec): void {
  const dark = lightness(spec.body) < 0.35;
  const shell =
    'M-196 196C-214 150 -196 96 -160 40C-124 -24 -112 -108 -70 -168C-36 -214 30 -226 72 -190C128 -142 178 -10 204 110C216 168 204 204 160 206L-150 210C-178 210 -190 212 -196 196Z';
  const ridge = 'M-20 -206C50 -210 66 -120 78 -20C90 70 96 140 92 220L260 240L260 -260L-20 -260Z';
  drawing.groundShadow(0, 204, 400, 34);
  const thumbSide = drawing.linear(
    [tone(spec.body, dark ? 0.2 : 0.1), spec.body, tone(spec.body, -0.35)],
    [0.2, 0, 0.6, 1],
  );
  drawing.path(shell, { fill: thumbSide, stroke: edge(spec.body), 'stroke-width': 2 });
  drawing.clipped(shell, () => {
    const thumbRest =
      'M-152 70C-124 10 -60 -10 10 -8C50 -6 66 20 68 66C70 120 50 146 4 156C-70 168 -150 158 -170 134C-178 112 -166 92 -152 70Z';
    drawing.path(thumbRest, {
      fill: drawing.linear([tone(spec.accent, -0.4), tone(spec.accent, 0.18)], [0.2, 0, 0.5, 1]),
      stroke: tone(spec.body, -0.3),
      'stroke-width': 2,
    });
    drawing.ellipse(-50, 128, 80, 16, { fill: '#ffffff', opacity: 0.25, filter: drawing.blur(10) });
    drawing.path(ridge, {
      fill: drawing.linear(
        [tone(spec.body, dark ? 0.3 : 0.5), tone(spec.body, 0.06), tone(spec.body, -0.2)],
        [0, 0, 0.5, 1],
      ),
    });
    drawing.line('M-20 -206C50 -210 66 -120 78 -20C90 70 96 140 92 220', alpha('#ffffff', dark ? 0.3 : 0.8), 3);
    for (const [colour, shift] of [
      [alpha('#ffffff', dark ? 0.18 : 0.7), 2.5],
      [tone(spec.body, -0.5), 0],
    ] as const) {
      drawing.line('M74 -52C110 -66 140 -76 190 -84M90 74C130 66 170 58 230 44', colour, 3, {
        transform: `translate(0 ${shift})`,
      });
    }
    drawing.path('M-230 176C-80 196 90 196 230 176L230 230L-230 230Z', { fill: tone(spec.body, -0.5), opacity: 0.85 });
  });
  drawing.group({ transform: 'rotate(-13 124 12)' }, () => {
    drawing.rect(92, -10, 88, 42, 21, { fill: '#07090e', stroke: tone(spec.body, 0.3), 'stroke-width': 1.6 });
    drawing.rect(104, -1, 64, 24, 11, {
      fill: drawing.linear([tone(spec.accent, -0.5), tone(spec.accent, 0.25), tone(spec.accent, -0.5)], [0, 0, 1, 0]),
    });
    drawing.line(
      Array.from({ length: 6 }, (_, ridgeIndex) => `M${112 + ridgeIndex * 9.5} 2v18`).join(''),
      alpha('#05070c', 0.55),
      3,
    );
  });
  const button = drawing.linear([tone(spec.accent, 0.25), tone(spec.accent, -0.2)]);
  for (const d of [
    'M-66 -72C-50 -92 -20 -96 8 -90C18 -86 16 -74 6 -70C-20 -66 -40 -58 -54 -52C-66 -48 -74 -60 -66 -72Z',
    'M-86 -24C-74 -42 -40 -50 2 -48C14 -46 14 -34 4 -30C-26 -26 -54 -16 -70 -4C-84 4 -94 -10 -86 -24Z',
  ]) {
    drawing.path(d, { fill: button, stroke: tone(spec.body, -0.5), 'stroke-width': 2 });
  }
}
