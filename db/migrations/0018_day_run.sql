-- The end of a business day: one run per cooperative and date. Killed anywhere it goes on after its last committed batch.

-- Whether interest is earned day by day or when it is paid, read from the terms once.
alter table loans.schedule
  add column accrues boolean not null generated always as (coalesce(terms ->> 'recognition', 'accrual') = 'accrual') stored;

create table loans.day_run (
  cooperative_id uuid not null,
  business_date date not null,
  status text not null default 'running' check (status in ('running', 'done')),
  -- What is being done, how far along the loans it is (the last id that was done), and how many of them there are to look at.
  phase text not null,
  after_id uuid,
  phase_done integer not null default 0 check (phase_done >= 0),
  phase_total integer not null default 0 check (phase_total >= 0),
  -- Of each phase that was begun: how many were looked at, how many changed, and the sum it moved, as decimal text.
  counts jsonb not null default '{}' check (jsonb_typeof(counts) = 'object'),
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Why it stands still, if it does: the reason and the words of the last refusal.
  stopped_reason text,
  stopped_text text,
  stopped_at timestamptz,
  primary key (cooperative_id, business_date),
  check ((status = 'done') = (finished_at is not null)),
  check ((stopped_reason is null) = (stopped_at is null))
);
-- Days are closed in order: one at a time.
create unique index day_run_at_once on loans.day_run (cooperative_id) where status = 'running';
call kernel.protect_tenant_table('loans.day_run', 'select, insert, update');

-- The loans whose earned interest was looked at for a date, a stretch of ids at a time: a stretch can begin at one place once only.
create table loans.accrual_batch (
  cooperative_id uuid not null,
  business_date date not null,
  -- Loans with after_id < id <= through_id.
  after_id uuid not null,
  through_id uuid not null check (through_id > after_id),
  -- The entry number that came next when it began: what is below was booked before it.
  next_number bigint not null check (next_number > 0),
  month_end boolean not null,
  loans integer not null check (loans >= 0),
  changed integer not null check (changed between 0 and loans),
  -- What was added to income, less what was taken out of it.
  amount_sen bigint not null,
  written_at timestamptz not null,
  primary key (cooperative_id, business_date, after_id)
);
call kernel.protect_tenant_table('loans.accrual_batch', 'select, insert');

-- The portfolio at the end of each day that was closed. A group of nothing is not written.
create table loans.figures (
  cooperative_id uuid not null,
  business_date date not null,
  no integer not null check (no > 0),
  product_id uuid not null,
  branch_id uuid,
  officer_id uuid,
  collectability text not null check (collectability in ('current', 'special_mention', 'substandard', 'doubtful', 'loss')),
  loans integer not null check (loans >= 0),
  outstanding_sen bigint not null,
  overdue_principal_sen bigint not null,
  overdue_interest_sen bigint not null,
  -- Outstanding principal of loans that are more than 0, 30 and 90 days behind: what "portfolio at risk" counts.
  par1_sen bigint not null,
  par30_sen bigint not null,
  par90_sen bigint not null,
  -- Interest earned and not paid, and the allowance that the rule asks for.
  receivable_sen bigint not null,
  allowance_sen bigint not null,
  disbursed_sen bigint not null,
  repaid_sen bigint not null,
  primary key (cooperative_id, business_date, no),
  foreign key (cooperative_id, product_id) references loans.product (cooperative_id, id)
);
call kernel.protect_tenant_table('loans.figures', 'select, insert');
