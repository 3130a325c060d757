import type { ComponentType } from 'react';
import styles from './owner.module.css';

/** The origin of a widget: its slice, the version of its release, its name. */
interface Owner {
  slice: string;
  version: string;
  name: string;
}

/** Marks the widget's element with its owner, for the release inspector. Does not affect the layout. */
export function ownWidget(Widget: ComponentType<never>, { slice, version, name }: Owner): ComponentType<never> {
  const Inner = Widget as ComponentType<object>;
  const OwnedWidget = (props: object) => (
    <div className={styles.owner} data-slice={slice} data-release={version} data-widget={name}>
      <Inner {...props} />
    </div>
  );
  return OwnedWidget as ComponentType<never>;
}
