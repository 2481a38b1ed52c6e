-- Savings: contracts between a cooperative and its members. The money itself is ledger postings; a savings account and its
-- ledger account share one id, and no balance is kept here.

create schema savings;
grant usage on schema savings to sokoguru_app;

create table savings.product (
  cooperative_id uuid not null,
  id uuid not null,
  -- Begins every account number of this product.
  code text not null check (code ~ '^[A-Z][A-Z0-9]{0,7}$'),
  name text not null check (length(name) between 3 and 60),
  kind text not null check (kind in ('principal', 'mandatory', 'voluntary', 'term', 'goal')),
  -- Principal and mandatory savings are equity, the others liabilities (Permenkop 2/2024): decided by this line.
  chart_code text not null,
  interest_chart_code text,
  tax_chart_code text,
  fee_chart_code text,
  opens_on_admission boolean not null,
  status text not null default 'active' check (status in ('active', 'retired')),
  -- Drawn while the row is locked, so that numbers of one product run without a gap.
  next_sequence bigint not null default 1 check (next_sequence between 1 and 100000000),
  created_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, code),
  unique (cooperative_id, id, kind),
  foreign key (cooperative_id, chart_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, interest_chart_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, tax_chart_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, fee_chart_code) references ledger.chart_line (cooperative_id, code)
);
call kernel.protect_tenant_table('savings.product', 'select, insert, update');

-- What a product promises from a day on. A change is a new row; what was promised before stays readable.
create table savings.product_terms (
  cooperative_id uuid not null,
  product_id uuid not null,
  effective_from date not null,
  rate_ppm bigint not null default 0 check (rate_ppm between 0 and 1000000),
  -- [{"upToSen": "100000000", "ratePpm": 20000}, {"ratePpm": 30000}]: empty means that rate_ppm holds for every balance.
  tiers jsonb not null default '[]',
  tier_mode text not null default 'whole' check (tier_mode in ('whole', 'marginal')),
  balance_method text not null default 'daily' check (balance_method in ('daily', 'average', 'minimum')),
  day_count text not null default 'actual/365'
    check (day_count in ('30/360', '30/365', 'actual/365', 'actual/360', 'actual/364', 'actual/actual')),
  posting text not null default 'monthly' check (posting in ('monthly', 'quarterly', 'semiannual', 'annual', 'maturity')),
  compounding text not null default 'none' check (compounding in ('none', 'daily', 'monthly', 'quarterly', 'semiannual')),
  rounding_step_sen bigint not null default 1 check (rounding_step_sen between 1 and 1000000),
  rounding_mode text not null default 'half_even' check (rounding_mode in ('half_even', 'half_up', 'down')),
  taxed boolean not null default true,
  admin_fee_sen bigint not null default 0 check (admin_fee_sen >= 0),
  min_balance_sen bigint not null default 0 check (min_balance_sen >= 0),
  min_deposit_sen bigint not null default 0 check (min_deposit_sen >= 0),
  deposit_sen_max bigint check (deposit_sen_max > 0),
  withdrawal_sen_max bigint check (withdrawal_sen_max > 0),
  -- A withdrawal or transfer above this waits for a second person.
  approval_above_sen bigint check (approval_above_sen >= 0),
  -- Principal: the whole amount to be paid. Mandatory: what is due each month.
  due_sen bigint check (due_sen > 0),
  due_day smallint not null default 10 check (due_day between 1 and 28),
  -- Term deposits: [{"months": 6, "ratePpm": 60000}].
  tenors jsonb not null default '[]',
  legal_basis text not null check (length(legal_basis) >= 3),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (cooperative_id, product_id, effective_from),
  foreign key (cooperative_id, product_id) references savings.product (cooperative_id, id)
);
call kernel.protect_tenant_table('savings.product_terms', 'select, insert');

-- Final tax on savings interest (PP 15/2009) as data: tested per member and calendar month.
create table savings.interest_tax (
  cooperative_id uuid not null,
  effective_from date not null,
  exempt_per_month_sen bigint not null check (exempt_per_month_sen >= 0),
  rate_ppm bigint not null check (rate_ppm between 0 and 1000000),
  legal_basis text not null check (length(legal_basis) >= 3),
  set_at timestamptz not null,
  primary key (cooperative_id, effective_from)
);
call kernel.protect_tenant_table('savings.interest_tax', 'select, insert');

create table savings.account (
  cooperative_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  kind text not null,
  member_id uuid not null,
  number text not null check (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'),
  status text not null default 'open' check (status in ('open', 'blocked', 'closed')),
  opened_on date not null,
  closed_on date,
  -- An amount that may not be taken out; the ledger account's floor holds it in the database as well.
  blocked_sen bigint not null default 0 check (blocked_sen >= 0),
  -- Interest is posted for every day before this one; nothing may be booked back before it.
  interest_through date not null,
  -- Mandatory savings: dues count from this day, and what was brought in from older books does not count for them.
  dues_from date not null,
  brought_in_sen bigint not null default 0 check (brought_in_sen >= 0),
  -- Goal savings: locked until this day.
  goal_on date,
  -- Term deposits: what was agreed when it was placed.
  tenor_months smallint check (tenor_months between 1 and 120),
  agreed_rate_ppm bigint check (agreed_rate_ppm between 0 and 1000000),
  placed_on date,
  matures_on date,
  rollover text check (rollover in ('none', 'principal', 'principal_interest')),
  payout_account_id uuid,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, id) references ledger.account (cooperative_id, id),
  foreign key (cooperative_id, product_id, kind) references savings.product (cooperative_id, id, kind),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, payout_account_id) references savings.account (cooperative_id, id),
  check ((status = 'closed') = (closed_on is not null)),
  check ((kind = 'goal') = (goal_on is not null)),
  check ((kind = 'term') = (tenor_months is not null and agreed_rate_ppm is not null and placed_on is not null
    and matures_on is not null and rollover is not null)),
  check (matures_on > placed_on)
);
-- Once for every member: the database refuses a second principal saving as well.
create unique index one_principal_saving on savings.account (cooperative_id, member_id)
  where kind = 'principal' and status <> 'closed';
create unique index one_mandatory_saving on savings.account (cooperative_id, member_id, product_id)
  where kind = 'mandatory' and status <> 'closed';
-- The conditions are always true: they only keep foreign-key checks and look-ups by id, planned while the table is empty, from taking an
-- index of which they would use nothing but the cooperative.
create unique index savings_number on savings.account (cooperative_id, number) where number is not null;
create index savings_by_member on savings.account (cooperative_id, member_id) where member_id is not null;
create index savings_by_product on savings.account (cooperative_id, product_id, id) where product_id is not null;
create index savings_by_maturity on savings.account (cooperative_id, matures_on, id) where kind = 'term' and status <> 'closed';
call kernel.protect_tenant_table('savings.account', 'select, insert, update');

-- What happened to an account besides money: who, when, why. Never changed.
create table savings.account_event (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('opened', 'blocked', 'amount_blocked', 'unblocked', 'closed', 'placed', 'matured', 'rolled_over', 'reversed')),
  amount_sen bigint check (amount_sen >= 0),
  entry_id uuid,
  reason text check (length(reason) between 1 and 200),
  happened_on date not null,
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  recorded_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references savings.account (cooperative_id, id)
);
create index account_event_by_account on savings.account_event (cooperative_id, account_id, id) where account_id is not null;
call kernel.protect_tenant_table('savings.account_event', 'select, insert');

-- A payroll or collector's file that was taken in: the same file is taken once.
create table savings.collection (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
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
create unique index collection_file on savings.collection (cooperative_id, content_hash) where content_hash is not null;
call kernel.protect_tenant_table('savings.collection', 'select, insert');

create table savings.collection_row (
  cooperative_id uuid not null,
  collection_id uuid not null,
  line integer not null check (line >= 1),
  reference text not null,
  amount_sen bigint not null check (amount_sen >= 0),
  outcome text not null check (outcome in ('posted', 'refused')),
  account_id uuid,
  entry_id uuid,
  receipt_number text,
  reason text,
  pesan text,
  primary key (cooperative_id, collection_id, line),
  foreign key (cooperative_id, collection_id) references savings.collection (cooperative_id, id),
  foreign key (cooperative_id, account_id) references savings.account (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  check ((outcome = 'posted') = (entry_id is not null)),
  check ((outcome = 'refused') = (reason is not null))
);
call kernel.protect_tenant_table('savings.collection_row', 'select, insert');

-- One interest run a product and period end; it can be stopped anywhere and go on where it stood.
create table savings.interest_run (
  cooperative_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  -- Days before this one are paid.
  until date not null,
  status text not null default 'running' check (status in ('running', 'done')),
  accounts_total integer not null check (accounts_total >= 0),
  accounts_done integer not null default 0,
  last_account_id uuid,
  interest_sen bigint not null default 0,
  tax_sen bigint not null default 0,
  fee_sen bigint not null default 0,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (cooperative_id, id),
  constraint interest_run_once unique (cooperative_id, product_id, until),
  foreign key (cooperative_id, product_id) references savings.product (cooperative_id, id),
  check (accounts_done between 0 and accounts_total),
  check ((status = 'done') = (finished_at is not null))
);
call kernel.protect_tenant_table('savings.interest_run', 'select, insert, update');

-- What each account earned. The unique key is the last guard against paying a period twice.
create table savings.interest_posting (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- Null when a term deposit's maturity paid it.
  run_id uuid,
  period_from date not null,
  period_to date not null check (period_to > period_from),
  basis_sen bigint not null,
  interest_sen bigint not null check (interest_sen >= 0),
  tax_sen bigint not null,
  fee_sen bigint not null check (fee_sen >= 0),
  entry_id uuid,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, account_id) references savings.account (cooperative_id, id),
  foreign key (cooperative_id, run_id) references savings.interest_run (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
create unique index interest_paid_once on savings.interest_posting (cooperative_id, account_id, period_to) where account_id is not null;
create index interest_posting_by_run on savings.interest_posting (cooperative_id, run_id) where run_id is not null;
call kernel.protect_tenant_table('savings.interest_posting', 'select, insert');

-- Each posting by calendar month: the tax looks at all interest of one member in one month.
create table savings.interest_month (
  cooperative_id uuid not null,
  posting_id uuid not null,
  member_id uuid not null,
  month date not null check (extract(day from month) = 1),
  gross_sen bigint not null check (gross_sen >= 0),
  tax_sen bigint not null,
  primary key (cooperative_id, posting_id, month),
  foreign key (cooperative_id, posting_id) references savings.interest_posting (cooperative_id, id)
);
create index interest_month_by_member on savings.interest_month (cooperative_id, member_id, month) where member_id is not null;
call kernel.protect_tenant_table('savings.interest_month', 'select, insert');
