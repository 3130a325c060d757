import type { EntreeJournal } from '@boutique/contracts/administration';
import { useShell } from '@boutique/facade';
import { useTexts } from '../texts/use-texts.ts';

/** One line of the audit as a sentence. Unknown actions appear in the API's words. */
export function useJournalSentence() {
  const { journal, commandes, roles } = useTexts();
  const { locale } = useShell();
  const { sentences, produitFields } = journal;

  /** A product's name in the page's language, an account's name, else the beginning of its id. */
  const nameOf = ({ details: { nom }, objetId }: EntreeJournal): string => {
    const text = typeof nom === 'object' && nom !== null ? (nom as Record<string, unknown>)[locale] : nom;
    return typeof text === 'string' ? `« ${text} »` : objetId.slice(0, 8);
  };

  const commande = ({ details }: EntreeJournal) => {
    const word = (statut: unknown) => commandes.statuts[statut as keyof typeof commandes.statuts] ?? String(statut);
    const change = changeOf(details.statut) ?? changeOf(details);
    return change && sentences.statut(word(change.avant), word(change.apres));
  };

  const utilisateur = (entry: EntreeJournal) => {
    const role = changeOf(entry.details.role);
    const actif = changeOf(entry.details.actif);
    const what = nameOf(entry);
    return [
      role && sentences.role(what, roles[role.apres as keyof typeof roles] ?? String(role.apres)),
      actif && (actif.apres ? sentences.enabled(what) : sentences.disabled(what)),
    ]
      .filter(Boolean)
      .join(', ');
  };

  const produit = (entry: EntreeJournal) => {
    const what = nameOf(entry);
    const stock = changeOf(entry.details.stock);
    const changed = Object.keys(entry.details).flatMap(
      (name) => produitFields[name as keyof typeof produitFields] ?? [],
    );
    switch (entry.action) {
      case 'produit-cree':
        return sentences.created(what);
      case 'produit-archive':
        return sentences.archived(what);
      case 'produit-supprime':
        return sentences.deleted(what);
      case 'produit-modifie':
        return sentences.changed(entry.objetId.slice(0, 8), changed.join(', '));
      default:
        return stock && sentences.stock(what, String(stock.avant), String(stock.apres));
    }
  };

  const synonyme = ({ action, details }: EntreeJournal) => {
    const termes = changeOf(details.termes)?.apres ?? details.termes;
    return Array.isArray(termes) && sentences.synonymes(`« ${termes.join(', ')} »`, action);
  };

  const slice = ({ action, objetId, details }: EntreeJournal) => {
    const reason = typeof details.reason === 'string' ? details.reason : '';
    const release = `${objetId} ${details.version}`;
    switch (action) {
      case 'traffic':
        return sentences.traffic(release, Number(details.traffic)) + (reason && sentences.reason(reason));
      case 'rollback':
        return sentences.rollback(release) + (reason && sentences.reason(reason));
      case 'retired':
        return sentences.retired(objetId) + (reason && sentences.reason(reason));
      case 'token-created':
        return sentences.tokenCreated(objetId, reason);
      case 'token-revoked':
        return sentences.tokenRevoked(objetId, reason);
      default:
        return undefined;
    }
  };

  return (entry: EntreeJournal): string => {
    const { action, objet, details } = entry;
    const known = {
      commande: () => commande(entry),
      utilisateur: () => utilisateur(entry),
      produit: () => produit(entry),
      avis: () => sentences.avis(typeof details.auteur === 'string' ? details.auteur : ''),
      image: () => sentences.image(),
      synonyme: () => synonyme(entry),
      slice: () => slice(entry),
    }[objet]();
    return known || sentences.other(action, journal.objets[objet]);
  };
}

function changeOf(value: unknown): { avant: unknown; apres: unknown } | undefined {
  const isChange = typeof value === 'object' && value !== null && 'apres' in value;
  return isChange ? { avant: 'avant' in value ? value.avant : undefined, apres: value.apres } : undefined;
}
