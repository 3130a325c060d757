import type { Knex } from 'knex';

export const name = '010-stored-releases';

/**
 * The files of releases, each content once, and the platform's words in English. Earlier releases are dropped: their
 * files were on their slices' servers, and they use version 1 of the contract. Each slice must register its current
 * build again, by its followed origin or by publishing. The history stays.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    delete from releases;
    update slices set followed = null;
    drop table shell_releases;

    alter table slices drop constraint slices_name_check;
    alter table slices add check (name ~ '^[a-z][a-z0-9-]{0,39}$' and name <> 'constructor');

    alter table releases
      drop constraint releases_state_check,
      add check (state in ('new', 'canary', 'active', 'retired', 'failed')),
      -- the followed origin of the release; null for a published one
      alter column origin drop not null,
      -- the last time at which it had traffic: tabs that still run it ask for its files
      add column served_at timestamptz(3),
      -- false once the cleanup has deleted its files
      add column stored boolean not null default true;
    alter table releases rename column visitor_key to client_key;

    create table release_contents (
      sha384 bytea primary key check (octet_length(sha384) = 48),
      content bytea not null
    );
    -- files are compressed by builds already
    alter table release_contents alter column content set storage external;

    create table release_files (
      release_id uuid not null references releases on delete cascade,
      sha384 bytea not null references release_contents,
      primary key (release_id, sha384)
    );
    create index release_files_by_content on release_files (sha384);

    alter table release_visitors rename to release_clients;
    alter table release_clients rename column visitor to client;
    alter index release_visitors_seen rename to release_clients_seen;
    alter table incidents rename column visitor to client;

    alter table release_history disable trigger release_history_grows_only;
    update release_history set
      action = case action
        when 'inscription' then 'registered' when 'refus' then 'refused' when 'trafic' then 'traffic'
        when 'retrait-automatique' then 'withdrawn' when 'jeton-cree' then 'token-created'
        when 'jeton-revoque' then 'token-revoked' else action end,
      state = case state
        when 'nouvelle' then 'new' when 'retiree' then 'retired' when 'en-echec' then 'failed' else state end,
      author = case author
        when 'automatique' then 'automatic' when 'origine suivie' then 'followed origin'
        else regexp_replace(author, '^jeton ', 'token ') end,
      figures = case when figures->'visiteurs' is not null then jsonb_build_object(
        'clients', figures->'visiteurs', 'failingClients', figures->'visiteursEnEchec',
        'otherClients', figures->'autresVisiteurs', 'otherFailingClients', figures->'autresEnEchec') else figures end;
    alter table release_history enable trigger release_history_grows_only;

    -- notified after the commit, every API process reads the register again
    create function announce_releases() returns trigger
    language plpgsql as $$
    begin
      perform pg_notify('releases', '');
      return null;
    end $$;
    create trigger releases_changed
    after insert or update or delete or truncate on releases for each statement execute function announce_releases();
  `);
}
