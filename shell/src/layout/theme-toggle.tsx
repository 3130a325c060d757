import { IconButton } from '@boutique/ui/icon-button';
import { useState } from 'react';

type Theme = 'light' | 'dark';

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
const chosenTheme = () => document.documentElement.dataset.theme as Theme | undefined;

/**
 * Switches between light and dark. The choice lives in a cookie, which the gateway writes into <html>: so the first
 * paint already has it, without a script that would have to run before.
 */
export function ThemeToggle() {
  const [theme, setTheme] = useState(() => chosenTheme() ?? systemTheme());
  const other = theme === 'dark' ? 'light' : 'dark';
  const choose = () => {
    document.documentElement.dataset.theme = other;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `theme=${other}; Path=/; Max-Age=31536000; SameSite=Lax`;
    setTheme(other);
  };
  return (
    <IconButton
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={theme === 'dark' ? 'Passer au thème clair' : 'Passer au thème sombre'}
      onClick={choose}
    />
  );
}
