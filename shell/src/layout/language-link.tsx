import { useShell } from '@boutique/facade';
import { useTexts } from '../texts/use-texts.ts';
import { setPreference } from './preference.ts';

/** Reloads the page in the other language. The gateway reads the choice from the cookie, as it reads the theme. */
export function LanguageLink({ className }: { className?: string | undefined }) {
  const { footer } = useTexts();
  const other = useShell().locale === 'en' ? 'fr' : 'en';
  const choose = () => {
    setPreference('langue', other);
    location.reload();
  };
  return (
    <button type="button" lang={other} className={className} onClick={choose}>
      {footer.otherLanguage}
    </button>
  );
}
