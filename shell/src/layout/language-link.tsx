import { formTo, PREFERENCES } from '@boutique/contracts/forms';
import { useLocation, useShell } from '@boutique/facade';
import type { FormEvent } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { setPreference } from './preference.ts';

/** Reloads the page in the other language. The gateway reads the choice from the cookie, as it reads the theme. */
export function LanguageLink({ className }: { className?: string | undefined }) {
  const { footer } = useTexts();
  const { pathname, search } = useLocation();
  const other = useShell().locale === 'en' ? 'fr' : 'en';
  const choose = (event: FormEvent) => {
    // without cookies the gateway answers the form, and says so
    if (!setPreference('langue', other)) return;
    event.preventDefault();
    location.reload();
  };
  return (
    <form {...formTo(PREFERENCES, pathname + search)} onSubmit={choose}>
      <button type="submit" name="langue" value={other} lang={other} className={className}>
        {footer.otherLanguage}
      </button>
    </form>
  );
}
