-- Documents: receipts that anyone can check, and files that lie encrypted outside the database.

create schema documents;
grant usage on schema documents to sokoguru_app;

-- A counter that issues receipts: a till, or the office. Its numbers run without a gap, since the number is drawn in the
-- transaction of the money act itself.
create table documents.receipt_series (
  cooperative_id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{2,6}$'),
  -- The cooperative's short code as it stands in front of every number of this series; a number once printed never changes.
  issuer text not null check (issuer ~ '^[A-Z0-9]{2,6}$'),
  last_number bigint not null default 0 check (last_number >= 0),
  primary key (cooperative_id, code)
);
call kernel.protect_tenant_table('documents.receipt_series', 'select, insert, update');

-- entry_id names a ledger entry; documents lies below the ledger, so no foreign key can say so.
create table documents.receipt (
  cooperative_id uuid not null,
  id uuid not null,
  series text not null,
  running bigint not null check (running > 0),
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  entry_id uuid not null,
  amount_sen bigint not null check (amount_sen > 0),
  business_date date not null,
  issued_at timestamptz not null,
  issued_by uuid not null,
  -- 128 random bits in base32: who has the link has the receipt, nobody else finds it.
  secret text not null check (secret ~ '^[0-9A-HJKMNP-TV-Z]{26}$'),
  primary key (cooperative_id, id),
  unique (cooperative_id, series, running),
  unique (cooperative_id, secret),
  foreign key (cooperative_id, series) references documents.receipt_series (cooperative_id, code)
);
create index receipt_by_entry on documents.receipt (cooperative_id, entry_id);
call kernel.protect_tenant_table('documents.receipt', 'select, insert');

-- What happened to a receipt afterwards: printed (the first is the original, later ones are copies), or reversed, once.
create table documents.receipt_event (
  cooperative_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  kind text not null check (kind in ('printed', 'reversed')),
  happened_at timestamptz not null,
  happened_by uuid not null,
  reason text,
  reversal_entry_id uuid,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, receipt_id) references documents.receipt (cooperative_id, id),
  check ((kind = 'reversed') = (reason is not null)),
  check ((kind = 'reversed') = (reversal_entry_id is not null))
);
create index receipt_event_by_receipt on documents.receipt_event (cooperative_id, receipt_id, kind);
create unique index receipt_reversed_once on documents.receipt_event (cooperative_id, receipt_id) where kind = 'reversed';
call kernel.protect_tenant_table('documents.receipt_event', 'select, insert');

-- A stored file: the bytes lie encrypted in the data folder under the name sha256; the key is here, itself encrypted
-- with the cooperative's key. Without this row the file is noise.
create table documents.file (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$'),
  type text not null check (type in ('image/webp', 'application/pdf')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  key_sealed text not null,
  stored_at timestamptz not null,
  stored_by uuid not null,
  primary key (cooperative_id, id)
);
call kernel.protect_tenant_table('documents.file', 'select, insert');
