import { Button, buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { IconButton } from '@boutique/ui/icon-button';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { type ReactNode, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './filters-sheet.module.css';

interface Props {
  /** The number of active filters. */
  active: number;
  /** The number of products that match. */
  total: number;
  /** Where the filters are on the page, for a visitor without scripts. */
  href: string;
  children: ReactNode;
}

/**
 * A button that opens the filters in a modal sheet, for screens without room for a sidebar. Until scripts can open it, a
 * link to the filters.
 */
export function FiltersSheet({ active, total, href, children }: Props) {
  const { catalogue: texts } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => dialog.current?.close();
  const look = (
    <>
      <Icon name="filter" size={18} />
      <span>{texts.openFilters(active)}</span>
    </>
  );
  if (!useHydrated()) {
    return (
      <a href={href} className={buttonClass({ variant: 'secondary' })}>
        {look}
      </a>
    );
  }
  return (
    <>
      <Button
        variant="secondary"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
      >
        {look}
      </Button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop; the keyboard has Escape */}
      <dialog
        ref={dialog}
        className={styles.sheet}
        aria-label={texts.filters}
        onClose={() => setOpen(false)}
        onClick={(event) => event.target === event.currentTarget && close()}
      >
        {open && (
          <div className={styles.content}>
            <header className={styles.header}>
              <h2 className={styles.title}>{texts.filters}</h2>
              <IconButton icon="close" label={texts.close} onClick={close} />
            </header>
            <div className={styles.body}>{children}</div>
            <footer className={styles.footer}>
              <Button wide onClick={close}>
                {texts.show(total)}
              </Button>
            </footer>
          </div>
        )}
      </dialog>
    </>
  );
}
