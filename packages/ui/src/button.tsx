import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

interface Look {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  /** Heights: 36, 44 and 52 px. */
  size?: 'sm' | 'md' | 'lg';
  /** Takes the whole width of its parent. */
  wide?: boolean;
}

/** Class names that make a link look like a button: `<Link className={buttonClass()}>`. */
export const buttonClass = ({ variant = 'primary', size = 'md', wide = false }: Look = {}): string =>
  classNames(styles.button, styles[variant], styles[size], wide && styles.wide);

export function Button({ variant, size, wide, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) };
  return <button type={type} className={classNames(buttonClass(look), className)} {...rest} />;
}
