import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './icon-button.module.css';

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  icon: IconName;
  /** The button's action, for screen readers and as a tooltip. */
  label: string;
}

/** A 44 px square button with only an icon. */
export function IconButton({ icon, label, className, type = 'button', ...rest }: Props) {
  return (
    <button type={type} aria-label={label} title={label} className={classNames(styles.button, className)} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
