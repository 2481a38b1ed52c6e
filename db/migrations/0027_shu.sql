-- The surplus of a year (SHU): by-laws, calculations, their approval, and how each member got the share. Money is postings; here stand the
-- right to it and the trail.

create schema shu;
grant usage on schema shu to sokoguru_app;

-- The by-laws' rules of the surplus, each version for good. In force for a book year: the latest that holds on its last day.
create table shu.by_laws (
  cooperative_id uuid not null,
  id uuid not null,
  version integer not null check (version >= 1),
  effective_from date not null,
  legal_basis text not null check (length(legal_basis) >= 3),
  -- {"pools": [...], "nonMemberPools": [...], "eligibility": {...}, "rounding": {...}, "tax": {...}, "unclaimed": {...}}
  rules jsonb not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (cooperative_id, id),
  constraint by_laws_version unique (cooperative_id, version)
);
call kernel.protect_tenant_table('shu.by_laws', 'select, insert');

-- One calculation of a book year, with everything it was made from. Calculated again: a further version.
create table shu.calculation (
  cooperative_id uuid not null,
  id uuid not null,
  -- The book year is named by the calendar year in which it begins.
  year integer not null check (year between 1900 and 2199),
  version integer not null check (version >= 1),
  year_from date not null,
  year_before date not null check (year_before > year_from),
  -- Of the closed year: what the books said, and until which entry.
  surplus_sen bigint not null check (surplus_sen > 0),
  non_member_sen bigint not null,
  checksum text,
  through_number bigint not null check (through_number >= 0),
  by_laws_id uuid not null,
  rules jsonb not null,
  -- What each pool got: [{"code", "name", "percent", "of", "tree", "credits", "amount", "weight", "rest", "fallback"}].
  pools jsonb not null,
  members_sen bigint not null check (members_sen >= 0),
  rest_sen bigint not null check (rest_sen >= 0),
  member_count integer not null check (member_count >= 0),
  excluded_count integer not null check (excluded_count >= 0),
  calculated_by uuid not null,
  calculated_by_name text not null,
  calculated_at timestamptz not null,
  primary key (cooperative_id, id),
  constraint calculation_version unique (cooperative_id, year, version),
  unique (cooperative_id, id, year),
  foreign key (cooperative_id, by_laws_id) references shu.by_laws (cooperative_id, id)
);
call kernel.protect_tenant_table('shu.calculation', 'select, insert');

-- What one member gets: for each members' pool, in the order of the calculation's tree, the weight and the share. No foreign key to the
-- calculation: checked for each of 100,000 rows it takes longer than all else; the insert joins it instead, and nothing is ever deleted.
create table shu.share (
  cooperative_id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  -- Rank by member number, from 1: ties of a rupiah were given in this order.
  position integer not null check (position >= 1),
  number text not null,
  months smallint not null check (months between 0 and 12),
  held boolean not null,
  weights bigint[] not null,
  shares bigint[] not null,
  total_sen bigint not null check (total_sen >= 0),
  primary key (cooperative_id, calculation_id, member_id),
  check (cardinality(weights) = cardinality(shares))
);
create index share_by_position on shu.share (cooperative_id, calculation_id, position) where position > 0;
call kernel.protect_tenant_table('shu.share', 'select, insert');

-- A right set by hand ("hak final"): with a reason, and in one act with others so that the sum stays the pool.
create table shu.final_right (
  cooperative_id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  final_sen bigint not null check (final_sen >= 0),
  reason text not null check (length(reason) >= 5),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (cooperative_id, calculation_id, member_id),
  foreign key (cooperative_id, calculation_id, member_id) references shu.share (cooperative_id, calculation_id, member_id)
);
call kernel.protect_tenant_table('shu.final_right', 'select, insert');

-- A year's surplus is approved once, by somebody else than who calculated it, by a resolution of the meeting.
create table shu.approval (
  cooperative_id uuid not null,
  year integer not null,
  calculation_id uuid not null,
  resolution_id uuid not null,
  resolution_number text not null,
  happened_on date not null,
  entry_id uuid not null,
  calculated_by uuid not null,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_at timestamptz not null,
  constraint approved_once primary key (cooperative_id, year),
  constraint maker_is_not_checker check (approved_by <> calculated_by),
  foreign key (cooperative_id, calculation_id, year) references shu.calculation (cooperative_id, id, year),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('shu.approval', 'select, insert');

-- A loss is covered from reserves by a resolution of the meeting; nothing is distributed.
create table shu.loss_cover (
  cooperative_id uuid not null,
  year integer not null,
  loss_sen bigint not null check (loss_sen > 0),
  resolution_id uuid not null,
  resolution_number text not null,
  happened_on date not null,
  entry_id uuid not null,
  covered_by uuid not null,
  covered_by_name text not null,
  covered_at timestamptz not null,
  constraint loss_covered_once primary key (cooperative_id, year),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('shu.loss_cover', 'select, insert');

-- Credits members' savings in batches; killed anywhere it goes on after the last batch that was committed.
create table shu.batch (
  cooperative_id uuid not null,
  id uuid not null,
  calculation_id uuid not null,
  happened_on date not null,
  status text not null default 'running' check (status in ('running', 'done')),
  members_total integer not null check (members_total >= 0),
  members_done integer not null default 0,
  members_paid integer not null default 0,
  paid_sen bigint not null default 0,
  last_position integer not null default 0,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, calculation_id) references shu.calculation (cooperative_id, id),
  check ((status = 'done') = (finished_at is not null))
);
create unique index batch_one_running on shu.batch (cooperative_id, calculation_id) where status = 'running';
call kernel.protect_tenant_table('shu.batch', 'select, insert, update');

-- How a member got the share. One payment that stands for each recipient; taken back, it may be made again.
create table shu.payment (
  cooperative_id uuid not null,
  id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  way text not null check (way in ('savings', 'cash', 'offset')),
  gross_sen bigint not null check (gross_sen > 0),
  tax_sen bigint not null check (tax_sen >= 0 and tax_sen <= gross_sen),
  happened_on date not null,
  entry_id uuid not null,
  receipt_id uuid,
  batch_id uuid,
  savings_account_id uuid,
  -- Set off against a loan's arrears: which, how much, and that the member agreed.
  loan_id uuid,
  offset_sen bigint check (offset_sen > 0),
  consented_on date,
  consented_by text,
  paid_by uuid not null,
  paid_by_name text not null,
  paid_at timestamptz not null,
  reversed_at timestamptz,
  reversed_by_name text,
  reversal_entry_id uuid,
  reversal_reason text,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, calculation_id, member_id) references shu.share (cooperative_id, calculation_id, member_id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, reversal_entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, batch_id) references shu.batch (cooperative_id, id),
  check ((way = 'cash') = (savings_account_id is null)),
  check ((way = 'offset') = (loan_id is not null and offset_sen is not null and consented_on is not null and consented_by is not null)),
  check ((reversed_at is null) = (reversal_entry_id is null) and (reversed_at is null) = (reversal_reason is null))
);
create unique index share_paid_once on shu.payment (cooperative_id, calculation_id, member_id) where reversed_at is null;
create index payment_by_time on shu.payment (cooperative_id, calculation_id, paid_at, id) where paid_at is not null;
call kernel.protect_tenant_table('shu.payment', 'select, insert, update');
