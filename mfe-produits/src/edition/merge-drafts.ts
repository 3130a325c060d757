import { type Draft, type DraftField, draftFields, sameField } from './draft.ts';

/** What two people made of the same version of a product. */
export interface Merge {
  /** Mine, with what only the other has changed. */
  merged: Draft;
  /** Taken over from the other, as I had not touched it. */
  taken: DraftField[];
  /** Changed by both, in different ways: somebody has to choose. */
  conflicts: DraftField[];
}

/** Joins two drafts field by field over the version that both began with. Nothing that was typed is lost. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Merge {
  const changedByThem = draftFields.filter(
    (field) => !sameField(base, theirs, field) && !sameField(mine, theirs, field),
  );
  const taken = changedByThem.filter((field) => sameField(base, mine, field));
  return {
    merged: taken.reduce((draft, field) => withField(draft, theirs, field), mine),
    taken,
    conflicts: changedByThem.filter((field) => !taken.includes(field)),
  };
}

/** What was saved, with whatever somebody has typed since it was sent. */
export function keepTyping(sent: Draft, saved: Draft, current: Draft): Draft {
  return draftFields
    .filter((field) => !sameField(current, sent, field))
    .reduce((draft, field) => withField(draft, current, field), saved);
}

/** A draft with one field of another. */
export const withField = (draft: Draft, other: Draft, field: DraftField): Draft => ({
  ...draft,
  [field]: other[field],
});
