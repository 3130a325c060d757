import type { CSSProperties } from 'react';
import styles from './skeleton.module.css';

interface Props {
  /** Any CSS length; the whole width by default. */
  width?: CSSProperties['width'];
  /** Any CSS length; one line of text by default. */
  height?: CSSProperties['height'];
  ratio?: CSSProperties['aspectRatio'];
  radius?: CSSProperties['borderRadius'];
}

/** A grey placeholder of the final size. Set `aria-busy` on the region around it. */
export function Skeleton({ width = '100%', height, ratio, radius }: Props) {
  return (
    <span
      aria-hidden="true"
      className={styles.skeleton}
      style={{ width, height: height ?? (ratio ? 'auto' : '1lh'), aspectRatio: ratio, borderRadius: radius }}
    />
  );
}
