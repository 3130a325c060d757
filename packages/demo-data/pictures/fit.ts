import sharp from 'sharp';

/** Width and height of a picture in pixels. */
export const pictureSize = 800;

/** Share of the picture that the longer side of the thing fills. */
const filled = 0.85;

/** Drawings must lie within this square, the only area that is measured. */
const [origin, extent, measured] = [-1600, 3200, 1600];

const wrap = (marks: string, viewBox: readonly number[], size: number, style = ''): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="${viewBox.map((value) => value.toFixed(2)).join(' ')}">${style}${marks}</svg>`,
  );

/** A complete SVG whose drawing is centred and as large as the margins allow. Shadows may run into the margin. */
export async function fitToPicture(marks: string): Promise<Buffer> {
  const bare = wrap(
    marks,
    [origin, origin, extent, extent],
    measured,
    '<style>.ambient{display:none}path,ellipse{filter:none}</style>',
  );
  const { info } = await sharp(bare)
    .trim({ background: { r: 0, g: 0, b: 0, alpha: 0 }, threshold: 8 })
    .toBuffer({ resolveWithObject: true });
  const scale = extent / measured;
  const left = origin - (info.trimOffsetLeft ?? 0) * scale;
  const top = origin - (info.trimOffsetTop ?? 0) * scale;
  const [width, height] = [info.width * scale, info.height * scale];
  const side = Math.max(width, height) / filled;
  return wrap(marks, [left + width / 2 - side / 2, top + height / 2 - side * 0.49, side, side], pictureSize);
}
