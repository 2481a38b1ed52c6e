-- Bank accounts of the cooperative, what the banks say moved on them, and how that agrees with the books. No balance is kept here:
-- what the books hold is in the ledger, what the bank holds is in its statements.

create schema bank;
grant usage on schema bank to sokoguru_app;

-- Statements are kept as they came.
alter table documents.file drop constraint file_type_check;
alter table documents.file add constraint file_type_check check (type in ('image/webp', 'application/pdf', 'application/octet-stream'));

create table bank.account (
  cooperative_id uuid not null,
  id uuid not null,
  bank text not null check (length(bank) between 2 and 40),
  -- The cooperative's own number, digits only; pages show its end.
  number text not null check (number ~ '^[0-9]{3,34}$'),
  name text not null check (length(name) between 2 and 80),
  chart_code text not null,
  branch_id uuid,
  -- Entries and bank lines before this day are taken as agreed.
  starts_on date not null,
  status text not null default 'active' check (status in ('active', 'closed')),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, chart_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, branch_id) references cooperatives.branch (cooperative_id, id)
);
-- One chart line is one bank account: else nobody could say which of two banks an entry moved.
create unique index account_by_chart on bank.account (cooperative_id, chart_code) where status = 'active';
create unique index account_by_number on bank.account (cooperative_id, number) where status = 'active';
call kernel.protect_tenant_table('bank.account', 'select, insert, update');

-- A file as it was handed in. Its lines are taken in once a person has seen what is wrong with it.
create table bank.upload (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  file_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  imported_at timestamptz,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id)
);
create index upload_by_account on bank.upload (cooperative_id, account_id, uploaded_at desc);
-- The same file is taken in once.
create unique index upload_imported_once on bank.upload (cooperative_id, account_id, file_sha256) where imported_at is not null;
call kernel.protect_tenant_table('bank.upload', 'select, insert, update');

create table bank.statement (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  upload_id uuid not null,
  format text not null check (format in ('csv', 'xlsx', 'mt940', 'camt053')),
  -- Format, bank and whether balances are in it: lines of two layouts are worded differently.
  layout text not null,
  -- Both days are inside it.
  from_on date not null,
  to_on date not null,
  opening_sen bigint,
  closing_sen bigint,
  lines_read integer not null check (lines_read >= 0),
  lines_new integer not null check (lines_new >= 0 and lines_new <= lines_read),
  -- What the reader noticed and a person agreed to.
  warnings jsonb not null,
  imported_at timestamptz not null,
  imported_by uuid not null,
  imported_by_name text not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id),
  foreign key (cooperative_id, upload_id) references bank.upload (cooperative_id, id),
  check (to_on >= from_on)
);
create index statement_by_account on bank.statement (cooperative_id, account_id, from_on);
call kernel.protect_tenant_table('bank.statement', 'select, insert');

create table bank.line (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  statement_id uuid not null,
  -- Its place in the statement.
  no integer not null check (no >= 1),
  booked_on date not null,
  value_on date,
  -- Above zero: the money came to us.
  amount_sen bigint not null check (amount_sen <> 0),
  balance_after_sen bigint,
  description text not null check (length(description) between 1 and 2000),
  counterparty text,
  reference text,
  -- What makes it this line, and which of several equal ones it is: a second upload adds no line twice.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  ordinal integer not null check (ordinal >= 1),
  primary key (cooperative_id, id),
  unique (cooperative_id, account_id, fingerprint, ordinal),
  foreign key (cooperative_id, statement_id) references bank.statement (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id)
);
create index line_by_day on bank.line (cooperative_id, account_id, booked_on, no);
call kernel.protect_tenant_table('bank.line', 'select, insert');

-- Lines of the bank and lines of the books that are the same money. Undone by a further fact, never deleted.
create table bank.match (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('pair', 'split', 'group', 'offset', 'booked')),
  -- Why, in the words that were shown.
  reason text not null check (length(reason) between 1 and 400),
  matched_at timestamptz not null,
  matched_by uuid not null,
  matched_by_name text not null,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text,
  undone_reason text check (length(undone_reason) between 3 and 300),
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id),
  check ((undone_at is null) = (undone_reason is null) and (undone_at is null) = (undone_by is null))
);
create index match_by_account on bank.match (cooperative_id, account_id, matched_at desc);
call kernel.protect_tenant_table('bank.match', 'select, insert, update');

create table bank.match_line (
  cooperative_id uuid not null,
  match_id uuid not null,
  line_id uuid not null,
  live boolean not null default true,
  primary key (cooperative_id, match_id, line_id),
  foreign key (cooperative_id, match_id) references bank.match (cooperative_id, id),
  foreign key (cooperative_id, line_id) references bank.line (cooperative_id, id)
);
-- Two people who accept the same line at once: the second finds it taken.
create unique index match_line_once on bank.match_line (cooperative_id, line_id) where live;
call kernel.protect_tenant_table('bank.match_line', 'select, insert, update');

create table bank.match_entry (
  cooperative_id uuid not null,
  match_id uuid not null,
  entry_id uuid not null,
  position smallint not null,
  live boolean not null default true,
  primary key (cooperative_id, match_id, entry_id, position),
  foreign key (cooperative_id, match_id) references bank.match (cooperative_id, id),
  foreign key (cooperative_id, entry_id, position) references ledger.line (cooperative_id, entry_id, position)
);
create unique index match_entry_once on bank.match_entry (cooperative_id, entry_id, position) where live;
call kernel.protect_tenant_table('bank.match_entry', 'select, insert, update');

-- What a person teaches: lines with these words, this direction or amount belong to this account.
create table bank.rule (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid,
  name text not null check (length(name) between 2 and 80),
  contains text check (length(contains) between 2 and 100),
  direction text not null check (direction in ('in', 'out', 'any')),
  amount_from_sen bigint check (amount_from_sen > 0),
  amount_to_sen bigint check (amount_to_sen >= amount_from_sen),
  chart_code text not null,
  description text not null check (length(description) between 2 and 200),
  -- May be booked without a person, up to the by-laws' limit.
  automatic boolean not null default false,
  status text not null default 'active' check (status in ('active', 'ended')),
  added_at timestamptz not null,
  added_by uuid not null,
  added_by_name text not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id),
  foreign key (cooperative_id, chart_code) references ledger.chart_line (cooperative_id, code),
  constraint rule_says_something check (contains is not null or amount_from_sen is not null)
);
call kernel.protect_tenant_table('bank.rule', 'select, insert, update');

-- A month of an account that was found to agree: a snapshot of the paper that was signed.
create table bank.reconciliation (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  starts_on date not null,
  ends_before date not null,
  book_sen bigint not null,
  in_books_only_sen bigint not null,
  in_bank_only_sen bigint not null,
  bank_sen bigint not null,
  -- The last entry that the books had.
  through_number bigint not null,
  closed_at timestamptz not null,
  closed_by uuid not null,
  closed_by_name text not null,
  reopened_at timestamptz,
  reopened_by uuid,
  reopened_by_name text,
  reopened_reason text check (length(reopened_reason) between 3 and 300),
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references bank.account (cooperative_id, id),
  check (ends_before > starts_on),
  check ((reopened_at is null) = (reopened_reason is null)),
  constraint reconciliation_adds_up check (bank_sen = book_sen - in_books_only_sen + in_bank_only_sen)
);
create unique index reconciliation_once on bank.reconciliation (cooperative_id, account_id, starts_on) where reopened_at is null;
call kernel.protect_tenant_table('bank.reconciliation', 'select, insert, update');
