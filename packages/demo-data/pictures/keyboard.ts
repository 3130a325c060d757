import { alpha, lightness, mix, tone } from './colour.ts';
import { type Key, type KeyBlock, keysOf, splitHalf } from './key-layouts.ts';
import { ellipse, roundedRect } from './outline.ts';
import { plane, Scene, type Surface } from './scene.ts';
import type { Spec } from './spec.ts';

type KeyboardSpec = Spec<'keyboard'>;

const unit = 40;
const rim = 15;

/** Where a block of keys lies on the table: its upper left corner, and its turn in degrees. */
interface Place {
  x: number;
  y: number;
  turn: number;
}

/** A horizontal face at a height whose v grows towards the viewer, as rows of keys do. */
function deckAt({ x, y, turn }: Place, z: number): Surface {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  return plane([x, y, z], [cos, sin, 0], [sin, -cos, 0]);
}

export function drawKeyboard(spec: KeyboardSpec): string {
  const scene = new Scene({ yaw: spec.layout === 'split' ? 0 : -27, pitch: spec.layout === 'split' ? 62 : 52 });
  if (spec.layout === 'split') {
    drawBoard(scene, spec, splitHalf(false), { x: -262, y: 132, turn: -14 });
    drawBoard(scene, spec, splitHalf(true), { x: 29, y: 74, turn: 14 });
  } else {
    drawBoard(scene, spec, keysOf(spec.layout), { x: 0, y: 0, turn: 0 });
  }
  return scene.toString();
}

function drawBoard(scene: Scene, spec: KeyboardSpec, { keys, wells, width, height }: KeyBlock, place: Place): void {
  const tall = spec.profile === 'high';
  const thickness = tall ? 30 : 13;
  const outline = roundedRect(-rim, -rim, width * unit + 2 * rim, height * unit + 2 * rim, tall ? 16 : 20);
  const [bottom, deck] = [deckAt(place, 0), deckAt(place, thickness)];
  const ground = scene.on(bottom, outline);
  scene.shadow(ground, 20);
  if (spec.backlit) scene.glow(ground, spec.accent, 26, 0.3);
  scene.plate(deck, [0, 0, -thickness], outline, spec.body);
  scene.path(scene.on(deck, outline), {
    fill: scene.linear([tone(spec.body, 0.2), tone(spec.body, 0.02)], [0, 0, 1, 1]),
  });
  for (const well of wells) drawWell(scene, spec, deck, well);
  const hidden = spec.knob ? width - 1 : width;
  for (const key of keys) if (key.y > 0 || key.x < hidden) drawCap(scene, spec, key, place, thickness);
  if (spec.knob) drawKnob(scene, spec, deckAt(place, thickness), deckAt(place, thickness + 26), width);
}

/** The recess that holds the caps; lit from inside on a backlit board. */
function drawWell(
  scene: Scene,
  spec: KeyboardSpec,
  deck: Surface,
  [x, y, width, height]: KeyBlock['wells'][number],
): void {
  const well = scene.on(deck, roundedRect(x * unit - 3, y * unit - 3, width * unit + 6, height * unit + 6, 7));
  const floor = mix(spec.body, '#0b0e16', lightness(spec.body) > 0.5 ? 0.34 : 0.55);
  scene.path(well, { fill: floor });
  if (!spec.backlit) return;
  const lights = [
    tone(spec.accent, 0.25),
    mix(spec.accent, '#8b5cf6', 0.35),
    spec.accent,
    mix(spec.accent, '#22d3ee', 0.35),
  ];
  scene.path(well, { fill: scene.linear(lights, [0, 0, 1, 0.2]), opacity: 0.85 });
}

function drawCap(scene: Scene, spec: KeyboardSpec, key: Key, place: Place, base: number): void {
  const tall = spec.profile === 'high';
  const colour = key.role === 'accent' ? (tall ? spec.accent : spec.keycaps.modifiers) : spec.keycaps[key.role];
  const gap = tall ? 1.6 : 2.4;
  const inset = tall ? 6 : 3;
  const [x, y, width, height] = [key.x * unit, key.y * unit, key.width * unit, key.height * unit];
  const foot = roundedRect(x + gap, y + gap, width - 2 * gap, height - 2 * gap, 5);
  // Sculpted caps lean back: less slope on the far side than on the near one.
  const top = roundedRect(
    x + inset,
    y + (tall ? 3.5 : inset),
    width - 2 * inset,
    height - 2 * inset - (tall ? 1 : 0),
    5,
  );
  const raised = deckAt(place, base + (tall ? 21 : 5));
  const [feet, crown] = [scene.trace(deckAt(place, base), foot), scene.trace(raised, top)];
  scene.path(scene.hull(feet, crown), {
    fill: scene.linear([tone(colour, -0.06), tone(colour, -0.36)]),
    stroke: lightness(colour) > 0.5 ? tone(colour, -0.3) : tone(colour, 0.1),
    'stroke-width': 0.6,
  });
  const light = lightness(colour) > 0.5 ? 0.35 : 0.13;
  const fill = scene.linear([tone(colour, light), colour], [0, 0, 1, 1]);
  scene.path(scene.on(raised, top), { fill, stroke: tone(colour, light + 0.12), 'stroke-width': 0.8 });
  drawLegend(scene, spec, key, raised, colour);
}

/** A hint of what is printed on a cap: a short mark for a letter, a longer one for a named key. */
function drawLegend(scene: Scene, spec: KeyboardSpec, key: Key, surface: Surface, colour: string): void {
  if (key.width > 3) return;
  const print = spec.backlit
    ? tone(spec.accent, 0.55)
    : lightness(colour) > 0.5
      ? tone(colour, -0.62)
      : tone(colour, 0.62);
  const [x, y] = [key.x * unit + 11, key.y * unit + 10];
  const width = key.role === 'letters' ? 7 : Math.min(15, key.width * 9);
  const marks = [roundedRect(x, y, width, 4.5, 2)];
  if (key.role === 'letters' && key.y < 2.3) marks.push(roundedRect(x, y + 10, 5, 4, 2));
  scene.path(scene.on(surface, ...marks), { fill: alpha(print, 0.85) });
}

function drawKnob(scene: Scene, spec: KeyboardSpec, deck: Surface, top: Surface, width: number): void {
  const [cx, cy] = [(width - 0.5) * unit, 0.5 * unit];
  scene.path(scene.on(deck, ellipse(cx, cy, 22)), { fill: '#05070c', opacity: 0.45 });
  const metal = mix(spec.body, spec.accent, 0.6);
  const [foot, crown] = [scene.trace(deck, ellipse(cx, cy, 18)), scene.trace(top, ellipse(cx, cy, 17))];
  const barrel = scene.linear(
    [tone(metal, -0.45), tone(metal, 0.35), tone(metal, -0.1), tone(metal, -0.5)],
    [0, 0, 1, 0],
  );
  scene.path(scene.hull(foot, crown), { fill: barrel });
  const fill = scene.linear([tone(metal, 0.5), metal], [0, 0, 1, 1]);
  scene.path(scene.on(top, ellipse(cx, cy, 17)), { fill, stroke: tone(metal, 0.6), 'stroke-width': 1 });
  scene.path(scene.on(top, roundedRect(cx - 1.5, cy - 14, 3, 9, 1.5)), { fill: tone(metal, -0.6) });
}
