import { Select } from '@boutique/ui/select';
import { useState } from 'react';
import { usePage } from '../page.ts';
import { useTexts } from '../texts/use-texts.ts';
import { setPreference } from './preference.ts';

type Theme = 'light' | 'dark';

/** Light, dark, or the theme of the operating system. */
export function ThemeChoice() {
  const { footer } = useTexts();
  const [theme, setTheme] = useState<Theme | undefined>(usePage().theme);
  const choose = (value: string) => {
    const chosen = value === 'system' ? undefined : (value as Theme);
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    setPreference('theme', chosen ?? null);
    setTheme(chosen);
  };
  return (
    <Select
      label={footer.theme}
      value={theme ?? 'system'}
      options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: footer.themes[value] }))}
      onChange={choose}
    />
  );
}
