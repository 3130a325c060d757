const typeByExtension = new Map([
  ['avif', 'image/avif'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['webp', 'image/webp'],
]);

/** The media type of a picture's file name; undefined when it is none that the shop has. */
export function imageTypeOf(file: string): string | undefined {
  return typeByExtension.get(file.slice(file.lastIndexOf('.') + 1));
}
