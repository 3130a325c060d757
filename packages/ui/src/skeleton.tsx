import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

interface Props {
  /**
   * `10rem` or `50%`; the whole width by default. Without a height, `rem` means the font size of the text whose place is
   * kept.
   */
  width?: string;
  /** One line of text by default. */
  height?: string;
  /** Width divided by height, instead of a height. */
  ratio?: number;
  radius?: 'sm' | 'md' | 'lg' | 'xl' | 'full';
}

/** A grey placeholder of the final size. Set `aria-busy` on the region around it. */
export function Skeleton({ width = '100%', height, ratio, radius = 'sm' }: Props) {
  return (
    // an SVG, because its size is in attributes: the strict CSP allows no style
    <svg
      aria-hidden="true"
      className={classNames(styles.skeleton, styles[radius], height || ratio ? styles.sized : styles.line)}
      width={inEm(width)}
      height={height && inEm(height)}
      viewBox={ratio ? `0 0 ${ratio} 1` : undefined}
    />
  );
}

/** Not all browsers know `rem` in an SVG; `.sized` makes them equal. */
const inEm = (length: string) => length.replace('rem', 'em');
