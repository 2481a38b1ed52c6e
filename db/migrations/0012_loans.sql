-- Loans: contracts between a cooperative and its members. What is owed is ledger postings: a loan's principal account has the loan's
-- own id, its earned and unpaid interest an account beside it. No balance is kept here that a posting does not prove; what is paid of
-- an instalment is the sum of its allocations.

create schema loans;
grant usage on schema loans to sokoguru_app;

create table loans.product (
  cooperative_id uuid not null,
  id uuid not null,
  -- Begins every loan number of this product.
  code text not null check (code ~ '^[A-Z][A-Z0-9]{0,7}$'),
  name text not null check (length(name) between 3 and 60),
  -- Sharia contracts stand beside interest: late charges of theirs never become income.
  contract text not null check (contract in ('interest', 'murabahah', 'mudharabah', 'musyarakah', 'ijarah', 'qardh')),
  -- Where each part of its money stands (codes of the chart).
  principal_code text not null,
  interest_code text not null,
  income_code text not null,
  penalty_code text not null,
  allowance_code text not null,
  expense_code text not null,
  status text not null default 'active' check (status in ('active', 'retired')),
  -- Drawn while the row is locked, so that numbers of one product run without a gap.
  next_sequence bigint not null default 1 check (next_sequence between 1 and 100000000),
  created_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, code),
  foreign key (cooperative_id, principal_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, interest_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, income_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, penalty_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, allowance_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, expense_code) references ledger.chart_line (cooperative_id, code)
);
call kernel.protect_tenant_table('loans.product', 'select, insert, update');

-- What a product promises and asks from a day on (`ProductTerms` in src/modules/loans/terms.ts). A change is a new row.
create table loans.product_terms (
  cooperative_id uuid not null,
  product_id uuid not null,
  effective_from date not null,
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  legal_basis text not null check (length(legal_basis) >= 3),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (cooperative_id, product_id, effective_from),
  foreign key (cooperative_id, product_id) references loans.product (cooperative_id, id)
);
call kernel.protect_tenant_table('loans.product_terms', 'select, insert');

create table loans.loan (
  cooperative_id uuid not null,
  -- Also the id of its principal account in the ledger.
  id uuid not null,
  interest_account_id uuid not null,
  number text not null check (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'),
  member_id uuid not null,
  product_id uuid not null,
  application_id uuid,
  status text not null check (status in ('drawn', 'signed', 'active', 'settled', 'written_off', 'cancelled')),
  principal_sen bigint not null check (principal_sen > 0),
  disbursed_sen bigint not null default 0 check (disbursed_sen between 0 and principal_sen),
  -- The agreement in force: its terms, and the version of its schedule. Older versions stay readable in loans.schedule.
  version smallint not null default 1 check (version between 1 and 9999),
  purpose text not null default '',
  branch_id uuid,
  unit_id uuid,
  -- Who looks after it: the account officer or collector.
  officer_id uuid,
  officer_name text,
  -- A joint-liability group (tanggung renteng), when it is lent through one.
  group_id uuid,
  -- The saving that pays instalments on their day, and that receives what is paid too much.
  savings_account_id uuid,
  standing_order boolean not null default false,
  drawn_on date not null,
  signed_on date,
  disbursed_on date,
  matures_on date,
  closed_on date,
  -- Standing at the end of the last day that was run for this loan; kept by the end of day, and by what moves money between.
  standing_on date,
  days_past_due integer not null default 0 check (days_past_due >= 0),
  overdue_principal_sen bigint not null default 0 check (overdue_principal_sen >= 0),
  overdue_interest_sen bigint not null default 0 check (overdue_interest_sen >= 0),
  next_due_on date,
  collectability text not null default 'current'
    check (collectability in ('current', 'special_mention', 'substandard', 'doubtful', 'loss')),
  collectability_since date,
  -- A person's class, never better than the rule's.
  override text check (override in ('special_mention', 'substandard', 'doubtful', 'loss')),
  -- Interest is earned in the books only while it performs.
  performing boolean not null default true,
  -- Restructured since: such a loan stays watched for a while.
  restructured_on date,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, id) references ledger.account (cooperative_id, id),
  foreign key (cooperative_id, interest_account_id) references ledger.account (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, product_id) references loans.product (cooperative_id, id),
  foreign key (cooperative_id, savings_account_id) references savings.account (cooperative_id, id),
  check (not standing_order or savings_account_id is not null),
  check (status in ('drawn', 'cancelled') or signed_on is not null),
  check (status in ('drawn', 'signed', 'cancelled') or disbursed_on is not null),
  check ((status in ('settled', 'written_off', 'cancelled')) = (closed_on is not null))
);
-- The conditions are always true: they only keep foreign-key checks and look-ups by id, planned while the table is empty, from taking an
-- index of which they would use nothing but the cooperative.
create unique index loan_number on loans.loan (cooperative_id, number) where number is not null;
create index loan_by_member on loans.loan (cooperative_id, member_id) where member_id is not null;
create index loan_by_product on loans.loan (cooperative_id, product_id, id) where product_id is not null;
create index loan_running on loans.loan (cooperative_id, id) where status = 'active';
create index loan_overdue on loans.loan (cooperative_id, days_past_due desc, id) where status = 'active' and days_past_due > 0;
create index loan_next_due on loans.loan (cooperative_id, next_due_on, id) where status = 'active';
create unique index loan_of_application on loans.loan (cooperative_id, application_id) where application_id is not null and status <> 'cancelled';
call kernel.protect_tenant_table('loans.loan', 'select, insert, update');

-- Each agreement a loan has had: made at the contract, and anew by a restructuring, a prepayment, a new rate, a moved date.
create table loans.schedule (
  cooperative_id uuid not null,
  loan_id uuid not null,
  version smallint not null check (version between 1 and 9999),
  -- The terms agreed (`ContractTerms`) and the request from which the engine of this version made the rows.
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  request jsonb not null check (jsonb_typeof(request) = 'object'),
  engine_version smallint not null check (engine_version > 0),
  reason text not null check (reason in ('contract', 'tranche', 'prepayment', 'restructured', 'rate_changed', 'due_date_moved', 'imported', 'recalculated', 'reversed', 'profit_reported')),
  made_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (cooperative_id, loan_id, version),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id)
);
call kernel.protect_tenant_table('loans.schedule', 'select, insert');

-- What is due when. Only the rows of the loan's version are owed; a new version carries over what was paid.
create table loans.instalment (
  cooperative_id uuid not null,
  loan_id uuid not null,
  version smallint not null,
  no smallint not null check (no between 1 and 1200),
  -- The first day its interest is for, and the day it is due.
  starts_on date not null,
  due_on date not null check (due_on >= starts_on),
  principal_sen bigint not null check (principal_sen >= 0),
  interest_sen bigint not null check (interest_sen >= 0),
  balance_after_sen bigint not null check (balance_after_sen >= 0),
  paid_principal_sen bigint not null default 0 check (paid_principal_sen between 0 and principal_sen),
  paid_interest_sen bigint not null default 0 check (paid_interest_sen between 0 and interest_sen),
  -- Late charge of every day through the loan's standing_on, and what was paid or forgiven of it.
  penalty_sen bigint not null default 0 check (penalty_sen >= 0),
  paid_penalty_sen bigint not null default 0 check (paid_penalty_sen >= 0),
  waived_penalty_sen bigint not null default 0 check (waived_penalty_sen >= 0),
  -- The day its principal and interest were paid in full.
  settled_on date,
  primary key (cooperative_id, loan_id, version, no),
  foreign key (cooperative_id, loan_id, version) references loans.schedule (cooperative_id, loan_id, version),
  check (settled_on is null or (paid_principal_sen = principal_sen and paid_interest_sen = interest_sen))
);
create index instalment_unpaid on loans.instalment (cooperative_id, loan_id, version, due_on) where settled_on is null;
call kernel.protect_tenant_table('loans.instalment', 'select, insert, update');

-- Everything that happened to a loan, with the entry that carried its money. Never changed; a mistake is a further event.
create table loans.event (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  kind text not null check (kind in ('drawn', 'signed', 'cancelled', 'disbursed', 'repaid', 'settled', 'reversed', 'penalty_waived',
    'rescheduled', 'restructured', 'rate_changed', 'due_date_moved', 'profit_reported', 'class_overridden', 'written_off', 'recovered',
    'foreclosed', 'imported', 'officer_changed', 'standing_order_changed')),
  happened_on date not null,
  -- What moved, in sen: the whole, and its parts. Excess is what went to a saving or was kept for the next instalment.
  amount_sen bigint not null default 0 check (amount_sen >= 0),
  principal_sen bigint not null default 0,
  interest_sen bigint not null default 0,
  penalty_sen bigint not null default 0,
  fee_sen bigint not null default 0,
  excess_sen bigint not null default 0,
  -- How it was paid: cash, savings, transfer, payroll, collector, collateral.
  channel text check (channel in ('cash', 'savings', 'transfer', 'payroll', 'collector', 'collateral')),
  -- The schedule version in force after it.
  version smallint not null,
  entry_id uuid,
  receipt_id uuid,
  -- The event this one undoes.
  reverses_id uuid,
  note text not null default '',
  detail jsonb not null default '{}',
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
create index event_by_loan on loans.event (cooperative_id, loan_id, written_at, id) where loan_id is not null;
create index event_by_day on loans.event (cooperative_id, happened_on, kind) where happened_on is not null;
create unique index event_reversed_once on loans.event (cooperative_id, reverses_id) where reverses_id is not null;
call kernel.protect_tenant_table('loans.event', 'select, insert');

-- Which instalment got which part of a payment.
create table loans.allocation (
  cooperative_id uuid not null,
  event_id uuid not null,
  loan_id uuid not null,
  no smallint not null,
  component text not null check (component in ('principal', 'interest', 'penalty')),
  -- Below zero where a reversal gives back.
  amount_sen bigint not null check (amount_sen <> 0),
  primary key (cooperative_id, event_id, no, component),
  foreign key (cooperative_id, event_id) references loans.event (cooperative_id, id)
);
create index allocation_by_loan on loans.allocation (cooperative_id, loan_id, no) where loan_id is not null;
call kernel.protect_tenant_table('loans.allocation', 'select, insert');

-- Cooperatives that were here before lending give their roles the rights that new ones begin with (src/modules/identity/rules/roles.ts).
alter table identity.role no force row level security;
alter table identity.role disable row level security;
update identity.role r
   set permissions = (select array_agg(distinct p order by p) from unnest(r.permissions || n.added) p)
  from (values
    ('ketua', array['loans.read', 'loans.products', 'loans.approve', 'loans.contract', 'loans.write_off', 'loans.manage']),
    ('bendahara', array['loans.read', 'loans.approve', 'loans.contract', 'loans.disburse', 'loans.collect', 'loans.reverse', 'loans.write_off', 'loans.manage', 'days.close']),
    ('sekretaris', array['loans.read']),
    ('manajer', array['loans.read', 'loans.products', 'loans.apply', 'loans.review', 'loans.approve', 'loans.contract', 'loans.disburse', 'loans.collect', 'loans.manage', 'days.close']),
    ('akuntan', array['loans.read', 'loans.collect', 'days.close']),
    ('teller', array['loans.read', 'loans.apply', 'loans.disburse', 'loans.collect']),
    ('kolektor', array['loans.read', 'loans.apply', 'loans.review', 'loans.collect']),
    ('pengawas', array['loans.read'])
  ) as n (name, added)
 where n.name = r.name;
alter table identity.role enable row level security;
alter table identity.role force row level security;
