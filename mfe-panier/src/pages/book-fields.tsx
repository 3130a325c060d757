import type { AdresseEnregistree } from '@boutique/contracts/comptes';

/** For a form that is sent without scripts: the fields of the address that is chosen in the book. */
export function BookFields({ adresses }: { adresses: readonly AdresseEnregistree[] }) {
  return adresses.flatMap(({ id, parDefaut, ...adresse }) =>
    Object.entries({ complement: '', ...adresse }).map(([name, text]) => (
      <input key={`${id} ${name}`} type="hidden" name={`adresse.${name}[carnet=${id}]`} value={text} />
    )),
  );
}
