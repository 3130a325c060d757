import { alpha, edge, lightness, mix, tone } from './colour.ts';
import { Drawing } from './drawing.ts';
import type { Spec } from './spec.ts';

type GamepadSpec = Spec<'gamepad'>;

const shell =
  'M-118 -132C-60 -144 60 -144 118 -132C186 -142 244 -112 266 -40C294 54 334 150 304 204C276 248 216 216 178 150C158 112 130 96 92 96L-92 96C-130 96 -158 112 -178 150C-216 216 -276 248 -304 204C-334 150 -294 54 -266 -40C-244 -112 -186 -142 -118 -132Z';

export function drawGamepad(spec: GamepadSpec): string {
  const drawing = new Drawing();
  const dark = lightness(spec.body) < 0.4;
  drawing.groundShadow(0, 236, 520, 34);
  for (const sign of [-1, 1]) drawTriggers(drawing, spec, sign);
  const fill = drawing.linear([tone(spec.body, 0.26), spec.body, tone(spec.body, -0.36)], [0.35, 0, 0.6, 1]);
  drawing.path(shell, { fill, stroke: edge(spec.body), 'stroke-width': 2.2 });
  drawing.clipped(shell, () => {
    for (const sign of [-1, 1]) {
      const grip = `M${sign * 262} 20C${sign * 220} 90 ${sign * 230} 190 ${sign * 240} 260L${sign * 360} 260L${sign * 360} 20Z`;
      drawing.path(grip, { fill: tone(spec.body, -0.35), opacity: 0.55 });
      drawing.ellipse(sign * 150, -96, 90, 22, {
        fill: '#ffffff',
        opacity: dark ? 0.2 : 0.6,
        filter: drawing.blur(16),
      });
    }
    drawing.path('M-92 -150L-74 -14C-70 6 -60 14 -40 14L40 14C60 14 70 6 74 -14L92 -150Z', {
      fill: tone(spec.body, dark ? -0.3 : -0.12),
      stroke: tone(spec.body, -0.5),
      'stroke-width': 2,
    });
  });
  drawing.line('M-78 -44C-72 0 -64 8 -40 8L40 8C64 8 72 0 78 -44', spec.accent, 3.5);
  drawing.ellipse(0, -76, 25, 25, { fill: tone(spec.body, -0.45), stroke: spec.accent, 'stroke-width': 4 });
  drawing.ellipse(0, -76, 9, 9, { fill: tone(spec.accent, 0.3) });
  for (const sign of [-1, 1])
    drawing.rect(sign * 52 - 13, -36, 26, 11, 5.5, { fill: tone(spec.body, dark ? 0.35 : -0.5) });
  const [stickLeft, pad] =
    spec.sticks === 'offset'
      ? ([
          [-168, -42],
          [-84, 44],
        ] as const)
      : ([
          [-84, 44],
          [-168, -42],
        ] as const);
  drawPad(drawing, spec, pad);
  drawStick(drawing, spec, stickLeft);
  drawStick(drawing, spec, [84, 44]);
  drawButtons(drawing, spec, [168, -42]);
  return drawing.toString();
}

function drawTriggers(drawing: Drawing, spec: GamepadSpec, sign: number): void {
  drawing.group({ transform: `scale(${sign} 1)` }, () => {
    const fill = drawing.linear([tone(spec.body, 0.05), tone(spec.body, -0.55)]);
    drawing.path('M122 -128C128 -186 196 -190 218 -150C228 -130 232 -110 234 -90Z', {
      fill,
      stroke: edge(spec.body),
      'stroke-width': 1.8,
    });
    const bumper = drawing.linear([mix(spec.body, spec.accent, 0.35), tone(spec.body, -0.3)]);
    drawing.path('M104 -132C112 -158 190 -164 232 -122C246 -106 254 -84 258 -66Z', {
      fill: bumper,
      stroke: edge(spec.body),
      'stroke-width': 1.8,
    });
  });
}

function drawStick(drawing: Drawing, spec: GamepadSpec, [x, y]: readonly [number, number]): void {
  drawing.ellipse(x, y, 50, 50, { fill: tone(spec.body, -0.55), stroke: spec.accent, 'stroke-width': 3 });
  drawing.ellipse(x + 3, y + 8, 40, 38, { fill: '#05070c', opacity: 0.6, filter: drawing.blur(6) });
  drawing.ellipse(x, y - 3, 38, 38, {
    fill: drawing.linear(['#4b5364', '#171b24'], [0.3, 0, 0.7, 1]),
    stroke: '#5d667a',
    'stroke-width': 1.5,
  });
  drawing.ellipse(x, y - 3, 26, 26, { fill: drawing.linear(['#10141c', '#343b4a'], [0.3, 0, 0.7, 1]) });
}

function drawPad(drawing: Drawing, spec: GamepadSpec, [x, y]: readonly [number, number]): void {
  drawing.ellipse(x, y, 50, 50, { fill: tone(spec.body, -0.4) });
  const cross = `M${x - 13} ${y - 38}h26v25h25v26h-25v25h-26v-25h-25v-26h25Z`;
  drawing.path(cross, {
    fill: drawing.linear(['#4b5364', '#1a1f29']),
    stroke: '#5d667a',
    'stroke-width': 2,
    'stroke-linejoin': 'round',
  });
  drawing.ellipse(x, y, 9, 9, { fill: '#10141c' });
}

function drawButtons(drawing: Drawing, spec: GamepadSpec, [x, y]: readonly [number, number]): void {
  const places = [
    [0, 38],
    [38, 0],
    [-38, 0],
    [0, -38],
  ] as const;
  for (const [index, [dx, dy]] of places.entries()) {
    const colour = spec.buttons[index] ?? spec.accent;
    drawing.ellipse(x + dx, y + dy + 3, 23, 23, { fill: tone(spec.body, -0.65) });
    drawing.ellipse(x + dx, y + dy, 20, 20, {
      fill: drawing.radial([tone(colour, 0.4), colour, tone(colour, -0.35)], [0.38, 0.3, 0.75]),
    });
    drawing.ellipse(x + dx - 5, y + dy - 9, 9, 5, { fill: alpha('#ffffff', 0.6) });
  }
}
