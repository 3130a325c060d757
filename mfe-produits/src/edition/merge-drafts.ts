import { type Draft, type DraftField, draftFields, sameField } from './draft.ts';

/** The merged drafts of two editors who began with the same version of a product. */
export interface Merge {
  /** My draft, with the fields that only the other editor has changed. */
  merged: Draft;
  /** The fields from the other editor, unchanged in my draft. */
  taken: DraftField[];
  /** The fields that both have changed differently: the user has to choose. */
  conflicts: DraftField[];
}

/** Merges two drafts field by field, given the version that both began with. No typed text is lost. */
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

/** The saved draft, with the text typed since the request. */
export function keepTyping(sent: Draft, saved: Draft, current: Draft): Draft {
  return draftFields
    .filter((field) => !sameField(current, sent, field))
    .reduce((draft, field) => withField(draft, current, field), saved);
}

/** A draft with one field from another draft. */
export const withField = (draft: Draft, other: Draft, field: DraftField): Draft => ({
  ...draft,
  [field]: other[field],
});
