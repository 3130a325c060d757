import { alpha, lightness, tone } from './colour.ts';
import { ellipse, roundedRect } from './outline.ts';
import { front, level, plane, Scene } from './scene.ts';
import type { Spec } from './spec.ts';

type NetworkSpec = Spec<'network'>;

export function drawNetwork(spec: NetworkSpec): string {
  if (spec.form === 'router') return drawRouter(spec);
  if (spec.form === 'mesh') return drawMeshPods(spec);
  return drawSwitch(spec);
}

function drawRouter(spec: NetworkSpec): string {
  const scene = new Scene({ yaw: -22, pitch: 27 });
  const [width, depth, height] = [540, 320, 52];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 48)), 18);
  for (let antenna = 0; antenna < spec.antennas; antenna++) {
    const share = spec.antennas > 1 ? antenna / (spec.antennas - 1) : 0.5;
    const slant = (share - 0.5) * 0.22;
    const blade = plane([30 + share * (width - 60), depth - 10, height * 0.4], [1, 0, 0], [slant, 0.02, 1]);
    scene.plate(blade, [4, 18, 0], roundedRect(-15, 0, 30, 300, 13), spec.body);
    scene.path(scene.on(blade, roundedRect(-15, 0, 30, 300, 13)), {
      fill: scene.linear([tone(spec.body, 0.22), tone(spec.body, -0.06)], [0, 0, 1, 0]),
    });
    scene.path(scene.on(blade, roundedRect(-10, 262, 20, 5, 2.5)), { fill: spec.accent });
  }
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius: 48 }, spec.body);
  const vents = Array.from({ length: 12 }, (_, vent) => roundedRect(70 + vent * 35, depth * 0.52, 14, depth * 0.34, 7));
  scene.path(scene.on(top, ...vents), { fill: tone(spec.body, lightness(spec.body) > 0.5 ? -0.25 : -0.5) });
  scene.path(scene.on(top, roundedRect(60, 62, width - 120, 8, 4)), {
    fill: scene.linear([spec.accent, tone(spec.accent, 0.5), spec.accent], [0, 0, 1, 0]),
  });
  const leds = Array.from({ length: 6 }, (_, led) => ellipse(180 + led * 36, height / 2, 5));
  scene.path(scene.on(front(0), ...leds), { fill: spec.accent });
  return scene.toString();
}

/** Three upright pods of a mesh set, the nearest one larger. */
function drawMeshPods(spec: NetworkSpec): string {
  const scene = new Scene({ yaw: 0, pitch: 20 });
  for (const [x, y, size] of [
    [-190, 230, 190],
    [232, 190, 190],
    [0, 0, 220],
  ] as const) {
    scene.shadow(scene.on(level(0), roundedRect(x, y, size, size, size * 0.46)), 16);
    scene.block(
      { x: x + 8, y: y + 8, z: 0, width: size - 16, depth: size - 16, height: 12, radius: size * 0.44 },
      tone(spec.body, -0.55),
    );
    const top = scene.block(
      { x, y, z: 12, width: size, depth: size, height: size * 1.25, radius: size * 0.46 },
      spec.body,
    );
    const [cx, cy] = [x + size / 2, y + size / 2];
    scene.path(scene.on(top, ellipse(cx, cy, size * 0.34)), {
      fill: tone(spec.body, lightness(spec.body) > 0.5 ? -0.1 : -0.3),
      stroke: spec.accent,
      'stroke-width': 5,
    });
    scene.path(scene.on(top, ellipse(cx, cy, size * 0.2)), { fill: scene.linear([tone(spec.body, 0.3), spec.body]) });
    const ribs = Array.from({ length: 15 }, (_, rib) => {
      const angle = ((rib - 7) / 7) * 1.25;
      const [rx, ry] = [cx + Math.sin(angle) * size * 0.497, cy - Math.cos(angle) * size * 0.497];
      const [foot, head] = [scene.project([rx, ry, 40]), scene.project([rx, ry, size * 0.5])];
      return `M${foot.map((value) => value.toFixed(1)).join(' ')}L${head.map((value) => value.toFixed(1)).join(' ')}`;
    });
    scene.line(ribs.join(''), alpha(tone(spec.body, -0.6), 0.32), 4);
    const [lx, ly] = scene.project([cx, y, size * 0.85]);
    scene.ellipse(lx, ly, 6, 6, { fill: spec.accent });
  }
  return scene.toString();
}

function drawSwitch(spec: NetworkSpec): string {
  const scene = new Scene({ yaw: -24, pitch: 26 });
  const [width, depth, height] = [620, 270, 92];
  scene.shadow(scene.on(level(0), roundedRect(0, 0, width, depth, 14)), 18);
  const top = scene.block({ x: 0, y: 0, z: 0, width, depth, height, radius: 14 }, spec.body);
  const vents = Array.from({ length: 10 }, (_, vent) => roundedRect(width * 0.56 + vent * 22, 60, 9, depth - 120, 4.5));
  scene.path(scene.on(top, ...vents), { fill: tone(spec.body, -0.5) });
  scene.path(scene.on(top, roundedRect(50, depth / 2 - 12, 130, 24, 6)), { fill: spec.accent });
  const face = front(0);
  for (let port = 0; port < 8; port++) {
    const x = 46 + port * 66;
    scene.path(scene.on(face, roundedRect(x, 20, 52, 46, 4)), {
      fill: '#06080d',
      stroke: '#aab2c0',
      'stroke-width': 2,
    });
    const contacts = Array.from({ length: 6 }, (_, contact) => roundedRect(x + 9 + contact * 6, 26, 3, 10, 1));
    scene.path(scene.on(face, ...contacts), { fill: '#e0b04c' });
    scene.path(scene.on(face, roundedRect(x + 14, 56, 24, 10, 2)), { fill: '#262c39' });
    scene.path(scene.on(face, ellipse(x + 12, 76, 4)), { fill: port % 3 === 2 ? '#3a4354' : '#4ade80' });
    scene.path(scene.on(face, ellipse(x + 40, 76, 4)), { fill: port % 2 ? '#fbbf24' : '#4ade80' });
  }
  scene.path(scene.on(face, ellipse(594, 46, 7)), { fill: spec.accent });
  return scene.toString();
}
