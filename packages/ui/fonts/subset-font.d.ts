declare module 'subset-font' {
  interface Options {
    targetFormat: 'sfnt' | 'woff' | 'woff2';
    /** OpenType features to keep. */
    keepFeatures: readonly string[];
    /** A value pins an axis, a range shortens it. */
    variationAxes: Record<string, number | { min: number; max: number; default: number }>;
  }
  /** A font with the characters of `text` only. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
