-- Imports: a file that waits for agreement, what was written from files and under which key, and the positions brought over
-- until the module that owns them takes them.

create schema imports;
grant usage on schema imports to sokoguru_app;

create table imports.preview (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_bytes integer not null check (file_bytes between 1 and 26214400),
  -- How the sheet is read: sheet, kind, heading rows, columns, defaults; proposed by recognition, corrected by people.
  mapping jsonb not null,
  -- Lines taken or left against the proposal.
  take_lines integer[] not null default '{}',
  leave_lines integer[] not null default '{}',
  -- draft: nothing is written; agreed: being written; done: the report says what was; discarded: left alone.
  status text not null default 'draft' check (status in ('draft', 'agreed', 'done', 'discarded')),
  -- The plan people agreed to, and with which accounts and products.
  plan_hash text check (plan_hash ~ '^[0-9a-f]{64}$'),
  settings jsonb,
  report jsonb,
  -- What the parts written so far made: members, entries, and rows that could not be written with the reason each.
  progress jsonb not null default '{}',
  rows_total integer not null default 0 check (rows_total >= 0),
  rows_done integer not null default 0 check (rows_done between 0 and rows_total),
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  agreed_by uuid,
  agreed_by_name text,
  agreed_at timestamptz,
  finished_at timestamptz,
  primary key (cooperative_id, id),
  check ((status in ('agreed', 'done')) = (agreed_at is not null)),
  check ((agreed_at is null) = (plan_hash is null) and (agreed_at is null) = (settings is null)),
  check ((status = 'done') = (finished_at is not null) and (status = 'done') = (report is not null))
);
create index preview_by_time on imports.preview (cooperative_id, created_at desc, id);
call kernel.protect_tenant_table('imports.preview', 'select, insert, update');

-- The file itself, encrypted in parts: it names people. It goes when the import is done or discarded.
create table imports.file_part (
  cooperative_id uuid not null,
  preview_id uuid not null,
  part_no integer not null check (part_no >= 0),
  cipher text not null check (cipher ~ '^1\.'),
  primary key (cooperative_id, preview_id, part_no),
  foreign key (cooperative_id, preview_id) references imports.preview (cooperative_id, id)
);
call kernel.protect_tenant_table('imports.file_part', 'select, insert, delete');

-- Everything an import wrote, under a blind index of what recognises it in the next file: a second import finds it here.
create table imports.written (
  cooperative_id uuid not null,
  key_index text not null check (length(key_index) = 43),
  fingerprint text not null check (length(fingerprint) = 32),
  preview_id uuid not null,
  line integer not null check (line > 0),
  part text not null check (part in ('member', 'savings', 'loan', 'mutation', 'account')),
  amount_sen bigint not null,
  entry_id uuid,
  primary key (cooperative_id, key_index),
  foreign key (cooperative_id, preview_id) references imports.preview (cooperative_id, id)
);
create index written_by_preview on imports.written (cooperative_id, preview_id, line);
call kernel.protect_tenant_table('imports.written', 'select, insert');

-- Which member a file means, for files that know members by something else than the number in our register.
create table imports.member_key (
  cooperative_id uuid not null,
  key_index text not null check (length(key_index) = 43),
  member_id uuid not null,
  primary key (cooperative_id, key_index),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create index member_key_by_member on imports.member_key (cooperative_id, member_id);
call kernel.protect_tenant_table('imports.member_key', 'select, insert');

-- A balance brought over that no module keeps a contract for yet: loans, and savings that stood below zero. Its ledger account
-- has the same id; the loans module takes loans over from here.
create table imports.position (
  cooperative_id uuid not null,
  id uuid not null,
  preview_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('loan', 'negative_savings')),
  chart_code text not null,
  -- As the file has it: above zero is owed by the member.
  amount_sen bigint not null check (amount_sen <> 0),
  original_amount_sen bigint,
  loan_number text not null default '',
  tenor text not null default '',
  as_of date not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, preview_id) references imports.preview (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, id) references ledger.account (cooperative_id, id)
);
create index position_by_member on imports.position (cooperative_id, member_id, kind);
call kernel.protect_tenant_table('imports.position', 'select, insert');
