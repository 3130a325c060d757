import type { Compte } from '@boutique/contracts/comptes';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { Cell, Row, Table } from '@boutique/ui/table';
import styles from '../pages/list-page.module.css';
import { useTexts } from '../texts/use-texts.ts';
import { Moment } from './moment.tsx';
import { RoleBadge } from './role-badge.tsx';

export type CompteAction = 'admin' | 'user' | 'disable' | 'enable';

interface Props {
  comptes: readonly Compte[];
  /** The id of the signed-in admin, whose own account has no buttons. */
  own: string;
  onAsk: (action: CompteAction, compte: Compte) => void;
}

export function ComptesTable({ comptes, own, onAsk }: Props) {
  const { utilisateurs: texts } = useTexts().administration;
  const { columns } = texts;
  return (
    <Table caption={texts.title} columns={Object.values(columns)}>
      {comptes.map((compte) => {
        const { id, nom, email, emailVerifie, role, actif, creeLe } = compte;
        const button = (action: CompteAction) => (
          <Button
            size="sm"
            data-scripts=""
            variant={action === 'disable' ? 'danger' : 'secondary'}
            aria-haspopup="dialog"
            aria-label={texts.nameOf(texts.actions[action].label, nom)}
            onClick={() => onAsk(action, compte)}
          >
            {texts.actions[action].label}
          </Button>
        );
        return (
          <Row key={id}>
            <Cell label={columns.nom} heading>
              {nom}
            </Cell>
            <Cell label={columns.email}>
              <span>{email}</span>
              {!emailVerifie && <span className={styles.muted}>{texts.notVerified}</span>}
            </Cell>
            <Cell label={columns.role}>
              <RoleBadge role={role} />
            </Cell>
            <Cell label={columns.actif}>
              <Badge tone={actif ? 'success' : 'danger'}>{texts.actifs[`${actif}`]}</Badge>
            </Cell>
            <Cell label={columns.creeLe}>
              <Moment at={creeLe} />
            </Cell>
            <Cell label={columns.actions}>
              {id === own ? (
                <>
                  {texts.own}
                  <span className={styles.muted}>{texts.ownText}</span>
                </>
              ) : (
                <span className={styles.actions}>
                  {button(role === 'admin' ? 'user' : 'admin')}
                  {button(actif ? 'disable' : 'enable')}
                </span>
              )}
            </Cell>
          </Row>
        );
      })}
    </Table>
  );
}
