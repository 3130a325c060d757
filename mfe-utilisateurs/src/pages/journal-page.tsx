import type { EntreeJournal } from '@boutique/contracts/administration';
import { Link } from '@boutique/facade';
import { Select } from '@boutique/ui/select';
import { useJournal } from '../api/list-journal.ts';
import { AdminFrame } from '../components/admin-frame.tsx';
import { AdminList } from '../components/admin-list.tsx';
import { Moment } from '../components/moment.tsx';
import { useFilters } from '../components/use-filters.ts';
import { useJournalSentence } from '../components/use-journal-sentence.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './journal-page.module.css';

export function Component() {
  return <AdminFrame title={useTexts().journal.title}>{() => <Journal />}</AdminFrame>;
}

function Journal() {
  const { journal: texts, administration } = useTexts();
  const objets = Object.keys(texts.objets) as EntreeJournal['objet'][];
  const { values, active, set, reset } = useFilters({ objet: objets });
  const list = useJournal(values.objet);
  const sentence = useJournalSentence();
  return (
    <AdminList
      {...texts}
      list={list}
      onReset={active ? reset : undefined}
      filters={
        <Select
          label={texts.objet}
          name="objet"
          value={values.objet}
          options={[
            { value: '', label: administration.all },
            ...objets.map((objet) => ({ value: objet, label: texts.objets[objet] })),
          ]}
          onChange={(objet) => set('objet', objet)}
        />
      }
    >
      <ol className={styles.list} aria-label={texts.list}>
        {list.data?.pages
          .flatMap(({ items }) => items)
          .map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <p>
                <strong>{entry.acteur?.nom ?? texts.erased}</strong> {sentence(entry)}
              </p>
              <p className={styles.meta}>
                <Moment at={entry.le} time />
                {entry.objet === 'commande' && (
                  <Link to={`/administration/commandes/${entry.objetId}`} className={styles.link}>
                    {texts.seeCommande}
                  </Link>
                )}
              </p>
            </li>
          ))}
      </ol>
    </AdminList>
  );
}
