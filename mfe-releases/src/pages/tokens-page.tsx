import type { ApiError } from '@boutique/contracts/client';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import { Cell, Row, Table } from '@boutique/ui/table';
import { useState } from 'react';
import { useTokens } from '../api/tokens.ts';
import styles from '../components/frame.module.css';
import { Moment } from '../components/moment.tsx';
import { RequestFailure } from '../components/request-failure.tsx';
import { RevokeDialog } from '../components/revoke-dialog.tsx';
import { SliceFrame } from '../components/slice-frame.tsx';
import { TokenForm } from '../components/token-form.tsx';
import { useTexts } from '../texts/use-texts.ts';

export function Component() {
  const { title, lead } = useTexts().tokens;
  return (
    <SliceFrame title={title} lead={lead}>
      {(slice) => <Tokens slice={slice} />}
    </SliceFrame>
  );
}

function Tokens({ slice }: { slice: string }) {
  const { tokens: texts, actions, slice: sliceTexts } = useTexts();
  const { columns } = texts;
  const { data, error, refetch } = useTokens(slice);
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null);
  const [revoked, setRevoked] = useState('');
  const isUnknown = (error as Partial<ApiError> | null)?.code === 'slice-not-found';
  return (
    <>
      <TokenForm slice={slice} />
      <div role="status" className={styles.status}>
        {revoked && <Notice tone="success">{texts.revoked(revoked)}</Notice>}
      </div>
      {isUnknown ? (
        <StatePanel tone="vide" title={sliceTexts.missing(slice)}>
          {sliceTexts.missingText}
        </StatePanel>
      ) : !data ? (
        error ? (
          <RequestFailure onRetry={refetch} />
        ) : (
          <Skeleton height="14rem" radius="lg" />
        )
      ) : data.length === 0 ? (
        <StatePanel tone="vide" title={texts.none} />
      ) : (
        <Table caption={texts.title(slice)} columns={Object.values(columns)}>
          {data.map(({ id, name, createdAt, usedAt }) => (
            <Row key={id}>
              <Cell label={columns.name} heading>
                {name}
              </Cell>
              <Cell label={columns.created}>
                <Moment at={createdAt} />
              </Cell>
              <Cell label={columns.used}>{usedAt ? <Moment at={usedAt} /> : texts.never}</Cell>
              <Cell label={columns.actions}>
                <Button
                  size="sm"
                  variant="danger"
                  data-scripts=""
                  aria-haspopup="dialog"
                  aria-label={actions.nameOf(texts.revoke, name)}
                  onClick={() => setAsked({ id, name })}
                >
                  {texts.revoke}
                </Button>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      {asked && (
        <RevokeDialog
          slice={slice}
          token={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            setRevoked(asked.name);
          }}
        />
      )}
    </>
  );
}
