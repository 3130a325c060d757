import styles from './hue.module.css';

/** A hue in degrees that depends only on the text: FNV-1a over its UTF-16 units. */
export function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % 360;
}

/** Degrees from one class of hue.module.css to the next. */
const STEP = 15;

/** A class that sets `--hue`, within half a step of the text's hue: `<span className={hueClass(produit.id)}>`. */
export const hueClass = (text: string): string => styles[`hue${Math.floor(hueOf(text) / STEP)}`] as string;
