-- People who sign in: who they are, how they prove it, which devices and sessions they have, and what they may do where.

create schema identity;
grant usage on schema identity to sokoguru_app;

-- A human, once for the whole installation: the same person may work in several cooperatives.
create table identity.person (
  id uuid primary key,
  full_name text not null check (length(full_name) between 1 and 120),
  -- Encrypted, and a blind index to find them by.
  email_sealed text,
  email_index text unique,
  phone_sealed text,
  phone_index text,
  created_at timestamptz not null,
  check ((email_sealed is null) = (email_index is null)),
  check ((phone_sealed is null) = (phone_index is null))
);
create index person_by_phone on identity.person (phone_index) where phone_index is not null;
call kernel.register_platform_table('identity.person', 'a human may belong to several cooperatives and is looked up before one is chosen', 'select, insert, update');

create table identity.credential (
  person_id uuid primary key references identity.person (id),
  password_hash text not null check (password_hash like '$argon2id$%'),
  changed_at timestamptz not null
);
call kernel.register_platform_table('identity.credential', 'the password belongs to the human, not to a cooperative', 'select, insert, update');

create table identity.totp (
  person_id uuid primary key references identity.person (id),
  secret_sealed text not null,
  -- The newest time step that was used: a code works once.
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null
);
call kernel.register_platform_table('identity.totp', 'the second factor belongs to the human, not to a cooperative', 'select, insert, update, delete');

create table identity.passkey (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  label text not null check (length(label) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz,
  removed_at timestamptz
);
create index passkey_by_person on identity.passkey (person_id);
call kernel.register_platform_table('identity.passkey', 'a passkey belongs to the human and is looked up before a cooperative is chosen', 'select, insert, update');

-- A passkey question that was asked: answered once, for a short while.
create table identity.passkey_challenge (
  challenge_hash bytea primary key check (length(challenge_hash) = 32),
  person_id uuid references identity.person (id),
  expires_at timestamptz not null
);
call kernel.register_platform_table('identity.passkey_challenge', 'asked before anyone is signed in', 'select, insert, delete');

-- Which cooperatives a person may choose from. What they may do there stands in identity.access alone.
create table identity.belonging (
  person_id uuid not null references identity.person (id),
  cooperative_id uuid not null,
  primary key (person_id, cooperative_id)
);
call kernel.register_platform_table('identity.belonging', 'read after sign-in, before a cooperative is chosen; holds no right', 'select, insert, delete');

-- A browser that once signed in as this person (known), or a member's phone that the office enrolled (enrolled, with PIN).
create table identity.device (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  cooperative_id uuid not null,
  kind text not null check (kind in ('known', 'enrolled')),
  token_hash bytea not null unique check (length(token_hash) = 32),
  label text not null check (length(label) between 1 and 120),
  pin_hash text check (pin_hash like '$argon2id$%'),
  pin_failures smallint not null default 0 check (pin_failures between 0 and 5),
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  locked_at timestamptz,
  revoked_at timestamptz,
  check ((kind = 'enrolled') = (pin_hash is not null)),
  check (locked_at is null or kind = 'enrolled')
);
create index device_by_person on identity.device (person_id, cooperative_id);
call kernel.register_platform_table('identity.device', 'recognised by its token before a cooperative is chosen', 'select, insert, update');

create table identity.session (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  person_id uuid not null references identity.person (id),
  -- Null between the password and the choice of a cooperative; such a session may do nothing else.
  cooperative_id uuid,
  kind text not null check (kind in ('staff', 'member')),
  device_id uuid references identity.device (id),
  method text not null check (method in ('password', 'password_totp', 'passkey', 'pin')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  -- A PIN never opens the office, and a member's session always hangs on an enrolled phone or a password.
  check (method <> 'pin' or (kind = 'member' and device_id is not null)),
  check (expires_at > created_at)
);
create index session_by_person on identity.session (person_id, created_at desc) where ended_at is null;
call kernel.register_platform_table('identity.session', 'looked up by its token before a cooperative is chosen', 'select, insert, update');

-- Guesses counted against an account, a place, or one place at one account. The key is a hash: it names nobody.
create table identity.attempt_limit (
  key bytea primary key check (length(key) = 32),
  failures integer not null check (failures >= 0),
  last_at timestamptz not null
);
call kernel.register_platform_table('identity.attempt_limit', 'counts guesses before anyone is known', 'select, insert, update, delete');

create table identity.sign_in_attempt (
  id uuid primary key,
  at timestamptz not null,
  cooperative_id uuid,
  person_id uuid references identity.person (id),
  device_id uuid references identity.device (id),
  method text not null check (method in ('password', 'passkey', 'pin', 'code')),
  outcome text not null check (outcome in ('signed_in', 'refused', 'locked')),
  -- A keyed hash of the address: equal places are seen to be equal, none is told.
  source_hash text not null
);
create index sign_in_attempt_by_cooperative on identity.sign_in_attempt (cooperative_id, at desc, id desc);
call kernel.register_platform_table('identity.sign_in_attempt', 'written before a cooperative is known', 'select, insert');

-- A one-time code on paper: activates an account, enrols a member's phone, or replaces a forgotten password.
create table identity.code (
  code_hash text primary key,
  purpose text not null check (purpose in ('activate', 'enrol', 'reset')),
  person_id uuid not null references identity.person (id),
  cooperative_id uuid not null,
  -- Encrypted; only to refuse the birth date as PIN.
  birth_date_sealed text,
  issued_by uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= issued_at + interval '3 days'),
  used_at timestamptz,
  voided_at timestamptz,
  check (used_at is null or voided_at is null)
);
create index code_by_person on identity.code (person_id, cooperative_id);
call kernel.register_platform_table('identity.code', 'presented before anyone is signed in', 'select, insert, update');

-- What someone was writing when the session ended. The key is in their cookie, so this row alone opens nothing.
create table identity.form_draft (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id uuid not null references identity.person (id),
  path text not null check (length(path) <= 500),
  sealed bytea not null check (length(sealed) <= 300000),
  expires_at timestamptz not null
);
create index form_draft_by_end on identity.form_draft (expires_at);
call kernel.register_platform_table('identity.form_draft', 'kept while its writer is signed out', 'select, insert, delete');

create table identity.role (
  cooperative_id uuid not null,
  name text not null check (name ~ '^[a-z][a-z_]{1,30}$'),
  permissions text[] not null,
  updated_at timestamptz not null,
  primary key (cooperative_id, name)
);
call kernel.protect_tenant_table('identity.role', 'select, insert, update');

create table identity.access (
  cooperative_id uuid not null,
  person_id uuid not null references identity.person (id),
  -- Null for a member who only ever uses the phone.
  username text check (username ~ '^[a-z][a-z0-9._-]{2,39}$'),
  roles text[] not null check (cardinality(roles) between 1 and 9),
  status text not null check (status in ('invited', 'active', 'dismissed')),
  member_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (cooperative_id, person_id),
  unique (cooperative_id, username),
  unique (cooperative_id, member_id),
  check (not ('pengawas' = any (roles)) or roles <@ array['pengawas', 'anggota'])
);
call kernel.protect_tenant_table('identity.access', 'select, insert, update');

-- Who changed whose rights, when and why: never edited.
create table identity.access_change (
  cooperative_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  change text not null check (change in ('added', 'activated', 'roles', 'dismissed', 'returned', 'code_issued', 'second_factor_removed')),
  roles text[] not null,
  reason text not null,
  changed_by uuid not null,
  changed_by_name text not null,
  command_id uuid not null,
  changed_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, person_id) references identity.access (cooperative_id, person_id),
  constraint nobody_changes_own_rights check (change not in ('roles', 'dismissed', 'returned') or person_id <> changed_by)
);
create index access_change_by_person on identity.access_change (cooperative_id, person_id, changed_at desc);
call kernel.protect_tenant_table('identity.access_change', 'select, insert');
