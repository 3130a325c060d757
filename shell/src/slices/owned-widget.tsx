import type { ComponentType } from 'react';
import styles from './owner.module.css';

/** What a widget is of: its slice, the version of the release that it came from, its name. */
interface Owner {
  slice: string;
  version: string;
  name: string;
}

/** The widget with its owner in the page, for who inspects it; it has no part in the layout. */
export function ownWidget(Widget: ComponentType<never>, { slice, version, name }: Owner): ComponentType<never> {
  const Inner = Widget as ComponentType<object>;
  const OwnedWidget = (props: object) => (
    <div className={styles.owner} data-slice={slice} data-release={version} data-widget={name}>
      <Inner {...props} />
    </div>
  );
  return OwnedWidget as ComponentType<never>;
}
