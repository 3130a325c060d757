import { formTo, PREFERENCES } from '@boutique/contracts/forms';
import { useHref, useLocation } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Select } from '@boutique/ui/select';
import { useState } from 'react';
import { usePage } from '../page.ts';
import { useTexts } from '../texts/use-texts.ts';
import { setPreference } from './preference.ts';
import styles from './theme-choice.module.css';

type Theme = 'light' | 'dark';

/** Light, dark, or the theme of the operating system. */
export function ThemeChoice() {
  const { footer } = useTexts();
  const { pathname, search } = useLocation();
  const page = useHref({ pathname, search });
  const [theme, setTheme] = useState<Theme | undefined>(usePage().theme);
  const choose = (value: string) => {
    const chosen = value === 'system' ? undefined : (value as Theme);
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    setPreference('theme', chosen ?? null);
    setTheme(chosen);
  };
  return (
    <form {...formTo(PREFERENCES, page)} className={styles.form}>
      <Select
        name="theme"
        label={footer.theme}
        value={theme ?? 'system'}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: footer.themes[value] }))}
        onChange={choose}
      />
      <noscript>
        <Button type="submit" variant="secondary" size="sm">
          {footer.applyTheme}
        </Button>
      </noscript>
    </form>
  );
}
