import type { Knex } from 'knex';

export const name = '009-register';

/**
 * The register of releases. The content of a release never changes; its state and traffic do, and each change adds a
 * line to a history that cannot be edited.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    drop table followed_releases;

    create table slices (
      name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$' and name <> 'shell'),
      created_at timestamptz(3) not null default now(),
      -- the last answer of its followed origin: a change of it registers a release, once for all replicas
      followed text
    );

    create table releases (
      id uuid primary key default uuidv7(),
      slice text not null references slices,
      version text not null,
      integrity text not null,
      origin text not null,
      release jsonb not null,
      state text not null check (state in ('nouvelle', 'canary', 'active', 'retiree', 'en-echec')),
      -- percent of the traffic that a canary has; the active release has the rest
      traffic smallint not null default 0,
      automatic boolean not null default false,
      reason text,
      registered_at timestamptz(3) not null default now(),
      -- the time of the last change of state or traffic
      since timestamptz(3) not null default now(),
      -- the last time at which it became active; the one before the active one is the fallback
      active_at timestamptz(3),
      -- client addresses are stored as hashes with this key, so that they cannot be compared between releases
      visitor_key uuid not null default gen_random_uuid(),
      check (case when state = 'canary' then traffic between 1 and 99 else traffic = 0 end),
      unique (slice, version, integrity)
    );
    create unique index releases_one_active on releases (slice) where state = 'active';
    create unique index releases_one_canary on releases (slice) where state = 'canary';
    create index releases_of_a_slice on releases (slice, id);

    create table release_history (
      id uuid primary key default uuidv7(),
      at timestamptz(3) not null default now(),
      slice text not null references slices,
      action text not null,
      version text,
      state text,
      traffic smallint,
      author text not null,
      reason text,
      figures jsonb
    );
    create index release_history_of_a_slice on release_history (slice, id);
    create function release_history_grows_only() returns trigger
    language plpgsql as $$
    begin
      raise exception 'release_history only grows';
    end $$;
    create trigger release_history_grows_only
    before update or delete or truncate on release_history execute function release_history_grows_only();

    create table deploy_tokens (
      id uuid primary key default uuidv7(),
      slice text not null references slices,
      name text not null,
      token_sha256 bytea not null unique,
      created_at timestamptz(3) not null default now(),
      used_at timestamptz(3)
    );
    create index deploy_tokens_of_a_slice on deploy_tokens (slice, id);

    create table release_visitors (
      release_id uuid not null references releases on delete cascade,
      visitor bytea not null,
      seen_at timestamptz(3) not null default now(),
      failed_at timestamptz(3),
      primary key (release_id, visitor)
    );
    create index release_visitors_seen on release_visitors (release_id, seen_at);

    create table incidents (
      id uuid not null default uuidv7(),
      release_id uuid not null references releases on delete cascade,
      visitor bytea not null,
      kind text not null,
      place text not null,
      message text not null,
      fallback_version text,
      at timestamptz(3) not null default now(),
      primary key (release_id, visitor, kind, place)
    );
    create index incidents_of_a_release on incidents (release_id, at);

    create table shell_releases (
      integrity text primary key,
      origin text not null,
      release jsonb not null,
      seen_at timestamptz(3) not null default now()
    );
  `);
}
