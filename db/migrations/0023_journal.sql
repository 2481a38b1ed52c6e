-- Journal work: drafts, templates, entries that come back, accruals that turn round, and journals read from a workbook. Whatever is money
-- stays in the ledger; here are plans, and what was done with them.

create schema if not exists books;
grant usage on schema books to sokoguru_app;

-- What somebody has typed and not yet posted, as typed: a draft may still be wrong.
create table books.journal_draft (
  cooperative_id uuid not null,
  id uuid not null,
  happened_on date,
  description text not null check (length(description) <= 300),
  -- [{account, debit, credit, note}], texts.
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  -- [{fileId, name}]: papers kept already, attached when the draft is posted.
  vouchers jsonb not null check (jsonb_typeof(vouchers) = 'array'),
  branch_id uuid,
  unit_id uuid,
  turns_round boolean not null,
  version integer not null default 1 check (version > 0),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id)
);
call kernel.protect_tenant_table('books.journal_draft', 'select, insert, update');

-- A draft ends once: as an entry, or thrown away.
create table books.journal_draft_end (
  cooperative_id uuid not null,
  draft_id uuid not null,
  entry_id uuid,
  ended_by uuid not null,
  ended_by_name text not null,
  ended_at timestamptz not null,
  primary key (cooperative_id, draft_id),
  foreign key (cooperative_id, draft_id) references books.journal_draft (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('books.journal_draft_end', 'select, insert');

create table books.journal_template (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  description text not null check (length(description) <= 300),
  -- [{account, side, amount | percent | neither, note}]: fixed, a part of one total, or left open.
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  version integer not null default 1 check (version > 0),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  retired_at timestamptz,
  primary key (cooperative_id, id)
);
create unique index journal_template_name on books.journal_template (cooperative_id, lower(name)) where retired_at is null;
call kernel.protect_tenant_table('books.journal_template', 'select, insert, update');

-- An entry that comes back: its amounts and lines are fixed when it is agreed to.
create table books.recurring_entry (
  cooperative_id uuid not null,
  id uuid not null,
  description text not null check (length(description) between 1 and 300),
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  amount_sen bigint not null check (amount_sen > 0),
  branch_id uuid,
  unit_id uuid,
  every text not null check (every in ('week', 'month', 'quarter')),
  -- The wished day of the month; a shorter month takes its last.
  day_of_month smallint not null check (day_of_month between 1 and 31),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (cooperative_id, id)
);
call kernel.protect_tenant_table('books.recurring_entry', 'select, insert, update');

create table books.recurring_stop (
  cooperative_id uuid not null,
  recurring_id uuid not null,
  -- Nothing falls due from this day on.
  from_day date not null,
  reason text not null check (length(reason) between 1 and 200),
  stopped_by uuid not null,
  stopped_by_name text not null,
  stopped_at timestamptz not null,
  primary key (cooperative_id, recurring_id),
  foreign key (cooperative_id, recurring_id) references books.recurring_entry (cooperative_id, id)
);
call kernel.protect_tenant_table('books.recurring_stop', 'select, insert');

-- Each due date is answered once: by an entry, or passed over with a reason.
create table books.recurring_run (
  cooperative_id uuid not null,
  recurring_id uuid not null,
  due_on date not null,
  entry_id uuid,
  reason text check (length(reason) between 1 and 200),
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (cooperative_id, recurring_id, due_on),
  foreign key (cooperative_id, recurring_id) references books.recurring_entry (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  check ((entry_id is null) = (reason is not null))
);
call kernel.protect_tenant_table('books.recurring_run', 'select, insert');

-- An accrual that turns itself round on a day to come.
create table books.planned_reversal (
  cooperative_id uuid not null,
  entry_id uuid not null,
  reverse_on date not null,
  planned_by uuid not null,
  planned_by_name text not null,
  planned_at timestamptz not null,
  primary key (cooperative_id, entry_id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('books.planned_reversal', 'select, insert');

create table books.planned_reversal_end (
  cooperative_id uuid not null,
  entry_id uuid not null,
  -- The entry that turned it round; none when it had been reversed by hand, or was given up with a reason.
  reversal_id uuid,
  reason text check (length(reason) between 1 and 200),
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamptz not null,
  primary key (cooperative_id, entry_id),
  foreign key (cooperative_id, entry_id) references books.planned_reversal (cooperative_id, entry_id),
  foreign key (cooperative_id, reversal_id) references ledger.entry (cooperative_id, id),
  check ((reversal_id is null) = (reason is not null))
);
call kernel.protect_tenant_table('books.planned_reversal_end', 'select, insert');

-- A file of journals as it was read; it is written whole, and once.
create table books.journal_import (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  row_count integer not null check (row_count >= 0),
  -- What the rows say, and what was wrong with them by themselves.
  vouchers jsonb not null check (jsonb_typeof(vouchers) = 'array'),
  faults jsonb not null check (jsonb_typeof(faults) = 'array'),
  read_by uuid not null,
  read_by_name text not null,
  read_at timestamptz not null,
  primary key (cooperative_id, id)
);
create index journal_import_by_time on books.journal_import (cooperative_id, read_at desc, id desc);
call kernel.protect_tenant_table('books.journal_import', 'select, insert');

create table books.journal_import_written (
  cooperative_id uuid not null,
  import_id uuid not null,
  file_sha256 text not null,
  first_number bigint not null check (first_number > 0),
  last_number bigint not null check (last_number >= first_number),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, import_id),
  unique (cooperative_id, file_sha256),
  foreign key (cooperative_id, import_id) references books.journal_import (cooperative_id, id)
);
call kernel.protect_tenant_table('books.journal_import_written', 'select, insert');

-- A line of the chart that nothing ever used may be taken away again; the foreign keys hold every other.
grant delete on ledger.chart_line, ledger.account to sokoguru_app;
