import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

/** Kerning, and figures of one width for prices. Alternates that depend on the neighbours would double the size. */
const FEATURES = ['kern', 'tnum'];
/** The optical size for text, as on Google Fonts. */
const OPTICAL_SIZE = 14;

/** A face of base.css with a file of this folder. */
interface Face {
  /** File name in this folder. */
  name: string;
  codePoints: number[];
  /** Lightest and boldest weight. */
  weights: [number, number];
}

/** The faces that base.css declares. @throws Error for a face without range or weights */
export function facesOf(css: string): Face[] {
  return [...css.matchAll(/@font-face \{[^}]*\}/g)].flatMap(([face]) => {
    const name = /url\("\.\.\/fonts\/([^"]+)"\)/.exec(face)?.[1];
    if (!name) return [];
    const weights = /font-weight: (\d+) (\d+);/.exec(face);
    const ranges = [...face.matchAll(/U\+([\dA-F]+)(?:-([\dA-F]+))?/g)];
    if (!weights || ranges.length === 0) throw new Error(`${name}: a face needs font-weight and unicode-range`);
    const codePoints = ranges.flatMap(([, first = '', last = first]) => {
      const start = Number.parseInt(first, 16);
      return Array.from({ length: Number.parseInt(last, 16) - start + 1 }, (_, index) => start + index);
    });
    return [{ name, codePoints, weights: [Number(weights[1]), Number(weights[2])] }];
  });
}

/** Makes the file of a face from the whole Inter, which has 2900 glyphs in 350 kB. */
export async function subset({ codePoints, weights: [min, max] }: Face): Promise<Buffer> {
  const whole = createRequire(import.meta.url).resolve('inter-ui/variable/InterVariable.woff2');
  return subsetFont(await readFile(whole), String.fromCodePoint(...codePoints), {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { opsz: OPTICAL_SIZE, wght: { min, max, default: min } },
  });
}
