import type { ApiError } from '@boutique/contracts/client';
import type { Compte } from '@boutique/contracts/comptes';
import { Select } from '@boutique/ui/select';
import { useState } from 'react';
import { useAdminUtilisateurs, useUpdateUtilisateur } from '../api/admin-utilisateurs.ts';
import { AdminFrame } from '../components/admin-frame.tsx';
import { AdminList } from '../components/admin-list.tsx';
import { type CompteAction, ComptesTable } from '../components/comptes-table.tsx';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { FilterSearch } from '../components/filter-search.tsx';
import { useFilters } from '../components/use-filters.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';

const changes = {
  admin: { role: 'admin' },
  user: { role: 'user' },
  disable: { actif: false },
  enable: { actif: true },
} as const satisfies Record<CompteAction, object>;

export function Component() {
  const { title } = useTexts().administration.utilisateurs;
  return <AdminFrame title={title}>{(own) => <Utilisateurs own={own} />}</AdminFrame>;
}

function Utilisateurs({ own }: { own: Compte }) {
  const { administration, roles } = useTexts();
  const { utilisateurs: texts, all } = administration;
  const failureText = useFailureText();
  const { values, active, set, reset } = useFilters({
    q: null,
    role: Object.keys(roles),
    actif: ['true', 'false'],
  });
  const list = useAdminUtilisateurs(values);
  const { mutate: update, isPending, isSuccess, error, data, reset: forget } = useUpdateUtilisateur();
  const [asked, setAsked] = useState<{ action: CompteAction; compte: Compte } | null>(null);
  const close = () => setAsked(null);
  const failure = (code: ApiError['code'] | undefined) =>
    code === 'dernier-admin' ? texts.lastAdmin : code === 'utilisateur-introuvable' ? texts.gone : undefined;
  const confirm = () => asked && update({ id: asked.compte.id, body: changes[asked.action] }, { onSettled: close });
  return (
    <>
      <AdminList
        {...texts}
        list={list}
        onReset={active ? reset : undefined}
        filters={
          <>
            <FilterSearch label={texts.search} value={values.q} onChange={(q) => set('q', q)} />
            <Select
              label={texts.role}
              name="role"
              value={values.role}
              options={[
                { value: '', label: all },
                { value: 'admin', label: roles.admin },
                { value: 'user', label: roles.user },
              ]}
              onChange={(role) => set('role', role)}
            />
            <Select
              label={texts.actif}
              name="actif"
              value={values.actif}
              options={[
                { value: '', label: all },
                { value: 'true', label: texts.actifs.true },
                { value: 'false', label: texts.actifs.false },
              ]}
              onChange={(actif) => set('actif', actif)}
            />
          </>
        }
        result={
          <FormResult
            failure={error && (failure((error as Partial<ApiError>).code) ?? failureText(error))}
            done={isSuccess && texts.changed(data.nom)}
          />
        }
      >
        <ComptesTable
          comptes={list.data?.pages.flatMap(({ items }) => items) ?? []}
          own={own.id}
          onAsk={(action, compte) => {
            forget();
            setAsked({ action, compte });
          }}
        />
      </AdminList>
      {asked && (
        <ConfirmDialog
          title={texts.actions[asked.action].title(asked.compte.nom)}
          text={texts.actions[asked.action].text}
          action={texts.actions[asked.action].label}
          danger={asked.action === 'disable'}
          pending={isPending}
          onConfirm={confirm}
          onClose={close}
        />
      )}
    </>
  );
}
