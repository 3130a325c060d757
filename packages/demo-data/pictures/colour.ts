const channels = (colour: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

const hex = (channel: number): string => Math.round(channel).toString(16).padStart(2, '0');

/** `#rrggbb` on the straight line from `from` (0) to `to` (1). */
export function mix(from: string, to: string, share: number): `#${string}` {
  const target = channels(to);
  return `#${channels(from)
    .map((channel, index) => hex(channel + ((target[index] ?? channel) - channel) * share))
    .join('')}`;
}

/** Lighter for a positive amount up to 1, darker (towards a cool black) for a negative one. */
export function tone(colour: string, amount: number): `#${string}` {
  return amount < 0 ? mix(colour, '#080b12', -amount) : mix(colour, '#ffffff', amount);
}

/** `#rrggbbaa`. */
export function alpha(colour: string, opacity: number): string {
  return `${colour}${hex(opacity * 255)}`;
}

/** Perceived lightness from 0 to 1. */
export function lightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** The outline that keeps a body visible on any page: a rim light on a dark one, a soft grey on a light one. */
export function edge(colour: string): `#${string}` {
  const light = lightness(colour);
  if (light > 0.7) return mix(colour, '#5a6478', 0.34);
  return tone(colour, light < 0.3 ? 0.34 : 0.2);
}
