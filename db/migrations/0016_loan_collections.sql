-- Payroll files for loans: what an employer deducted for its workers, posted once a month's file, each line with what became of it.

create table loans.collection (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  -- Of the month and the lines: the same deductions again next month are another file, the same month's twice are not.
  content_hash bytea not null check (length(content_hash) = 32),
  happened_on date not null,
  cash_account_id uuid not null,
  rows_posted integer not null check (rows_posted >= 0),
  rows_refused integer not null check (rows_refused >= 0),
  posted_sen bigint not null check (posted_sen >= 0),
  refused_sen bigint not null check (refused_sen >= 0),
  collected_by uuid not null,
  collected_by_name text not null,
  collected_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, cash_account_id) references ledger.account (cooperative_id, id)
);
create unique index loan_collection_once on loans.collection (cooperative_id, content_hash) where content_hash is not null;
call kernel.protect_tenant_table('loans.collection', 'select, insert');

create table loans.collection_row (
  cooperative_id uuid not null,
  collection_id uuid not null,
  line integer not null check (line > 0),
  reference text not null,
  amount_sen bigint not null check (amount_sen >= 0),
  outcome text not null check (outcome in ('posted', 'refused')),
  member_name text,
  -- The loans it paid and their receipts, in words.
  loans text not null default '',
  receipts text not null default '',
  reason text,
  pesan text,
  primary key (cooperative_id, collection_id, line),
  foreign key (cooperative_id, collection_id) references loans.collection (cooperative_id, id),
  check ((outcome = 'refused') = (reason is not null))
);
call kernel.protect_tenant_table('loans.collection_row', 'select, insert');
