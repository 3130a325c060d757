import { Checkbox } from '@boutique/ui/checkbox';
import styles from '../pages/systeme-page.module.css';
import { useTexts } from '../texts/use-texts.ts';
import { switchInspector, useInspectorChoice } from './inspector-choice.ts';

/** Switches the release inspector on and off. */
export function InspectorSwitch() {
  const { inspector: texts } = useTexts();
  const on = useInspectorChoice();
  return (
    <div className={styles.card}>
      <Checkbox checked={on} onChange={switchInspector}>
        {texts.title}
      </Checkbox>
      <p className={styles.intro}>{texts.about}</p>
    </div>
  );
}
