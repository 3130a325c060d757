import { formTo, PREFERENCES } from '@boutique/contracts/forms';
import { localizedPath } from '@boutique/contracts/localized-path';
import { useLocation, useShell } from '@boutique/facade';
import type { FormEvent } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { setPreference } from './preference.ts';

/** Leads to the page in the other language, and keeps the choice in a cookie. */
export function LanguageLink({ className }: { className?: string | undefined }) {
  const { footer } = useTexts();
  const { pathname, search } = useLocation();
  const other = useShell().locale === 'en' ? 'fr' : 'en';
  const choose = (event: FormEvent) => {
    event.preventDefault();
    setPreference('langue', other);
    location.assign(localizedPath(other, pathname + search) + location.hash);
  };
  return (
    <form {...formTo(PREFERENCES, pathname + search)} onSubmit={choose}>
      <button type="submit" name="langue" value={other} lang={other} className={className}>
        {footer.otherLanguage}
      </button>
    </form>
  );
}
