-- The ledger: where money lives. Entries and lines are only ever inserted; a mistake is reversed by a new entry.

create schema ledger;
grant usage on schema ledger to sokoguru_app;

create table ledger.chart_line (
  cooperative_id uuid not null,
  code text not null check (code ~ '^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$'),
  name text not null check (length(name) between 1 and 160),
  kind text not null check (kind in ('asset', 'liability', 'equity', 'revenue', 'expense')),
  normal text not null check (normal in ('debit', 'credit')),
  postable boolean not null,
  parent_code text,
  own_capital boolean not null default false,
  -- Whose revenue or expense: the income statement shows members and non-members apart.
  party text check (party in ('member', 'non_member')),
  cash_flow text check (cash_flow in ('cash', 'operating', 'investing', 'financing')),
  -- Lines of the forms of Kemenkop and the Dinas that this line fills, e.g. {"jkuk": "1110"}.
  regulatory jsonb not null default '{}',
  note text not null default '',
  active boolean not null default true,
  primary key (cooperative_id, code),
  foreign key (cooperative_id, parent_code) references ledger.chart_line (cooperative_id, code)
);
call kernel.protect_tenant_table('ledger.chart_line', 'select, insert, update');

create table ledger.account (
  cooperative_id uuid not null,
  id uuid not null,
  chart_code text not null,
  name text not null,
  owner_kind text not null check (owner_kind in ('general', 'savings', 'loan', 'till')),
  owner_id uuid,
  branch_id uuid,
  unit_id uuid,
  normal text not null check (normal in ('debit', 'credit')),
  status text not null default 'open' check (status in ('open', 'held', 'closed')),
  -- A guarded balance is stored, in the account's normal sign, and can never go below its floor.
  guarded boolean not null,
  balance_sen bigint not null default 0,
  floor_sen bigint not null default 0,
  version bigint not null default 0,
  opened_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, chart_code) references ledger.chart_line (cooperative_id, code),
  check ((owner_kind = 'general') = (owner_id is null)),
  constraint guarded_balance_above_floor check (not guarded or balance_sen >= floor_sen),
  check (guarded or balance_sen = 0)
);
-- These indexes are partial so that a foreign-key check planned while the table is small can only choose the primary key:
-- such a plan is kept, and on another index it would read a whole cooperative for every line.
create unique index general_account on ledger.account (cooperative_id, chart_code) where owner_kind = 'general';
create index account_by_chart on ledger.account (cooperative_id, chart_code) where owner_kind <> 'general';
create index account_by_owner on ledger.account (cooperative_id, owner_id) where owner_id is not null;
call kernel.protect_tenant_table('ledger.account', 'select, insert, update');

create table ledger.period (
  cooperative_id uuid not null,
  starts_on date not null,
  ends_before date not null check (ends_before > starts_on),
  status text not null default 'open' check (status in ('open', 'closed', 'locked')),
  primary key (cooperative_id, starts_on)
);
call kernel.protect_tenant_table('ledger.period', 'select, insert, update');

-- Entry numbers run without a gap; locking this row is also what orders a cooperative's postings.
create table ledger.counter (
  cooperative_id uuid primary key,
  next_number bigint not null default 1 check (next_number > 0)
);
call kernel.protect_tenant_table('ledger.counter', 'select, insert, update');

create table ledger.entry (
  cooperative_id uuid not null,
  id uuid not null,
  number bigint not null check (number > 0),
  business_date date not null,
  -- When it happened, if that is not when it was written.
  happened_at timestamptz not null,
  written_at timestamptz not null,
  description text not null check (length(description) between 1 and 300),
  source text not null check (source ~ '^[a-z_]+(\.[a-z_]+)*$'),
  line_count smallint not null check (line_count >= 2),
  reverses_id uuid,
  reason text,
  command_id uuid not null,
  branch_id uuid,
  unit_id uuid,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, reverses_id) references ledger.entry (cooperative_id, id),
  check ((reverses_id is null) or (reason is not null))
);
-- Partial for the same reason as those of the accounts; every entry has a number above zero.
create unique index entry_number on ledger.entry (cooperative_id, number) where number > 0;
create unique index entry_reversed_once on ledger.entry (cooperative_id, reverses_id) where reverses_id is not null;
create index entry_by_date on ledger.entry (cooperative_id, business_date, number) where number > 0;
create index entry_by_command on ledger.entry (cooperative_id, command_id) where number > 0;
call kernel.protect_tenant_table('ledger.entry', 'select, insert');

create table ledger.line (
  cooperative_id uuid not null,
  entry_id uuid not null,
  position smallint not null check (position >= 1),
  -- How many lines the entry has: an entry is written whole, or not at all, and never grows afterwards.
  line_count smallint not null,
  account_id uuid not null,
  -- Debit above zero, credit below.
  amount_sen bigint not null check (amount_sen <> 0),
  business_date date not null,
  note text,
  primary key (cooperative_id, entry_id, position),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, account_id) references ledger.account (cooperative_id, id),
  check (position <= line_count)
);
create index line_by_account on ledger.line (cooperative_id, account_id, business_date, entry_id) include (amount_sen);
call kernel.protect_tenant_table('ledger.line', 'select, insert');

-- Looks only at the new rows: each entry's lines arrive together, all of them, and sum to zero.
create function ledger.refuse_unbalanced() returns trigger language plpgsql as $$
declare
  bad uuid;
begin
  select n.entry_id into bad
    from new_lines n
   group by n.cooperative_id, n.entry_id
  having sum(n.amount_sen) <> 0 or count(*) <> max(n.line_count) or min(n.line_count) <> max(n.line_count)
      or count(distinct n.business_date) <> 1
   limit 1;
  if bad is not null then
    raise exception 'entry % is not balanced or not whole', bad using errcode = 'check_violation', constraint = 'entry_balanced';
  end if;
  return null;
end
$$;
create trigger line_balanced after insert on ledger.line
  referencing new table as new_lines for each statement execute function ledger.refuse_unbalanced();

-- On plain PostgreSQL the period is checked here as well as in the insert itself, for whoever types SQL.
create function ledger.refuse_closed_period() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from new_entries n
     where not exists (
       select 1 from ledger.period p
        where p.cooperative_id = n.cooperative_id and p.starts_on <= n.business_date
          and n.business_date < p.ends_before and p.status = 'open')
  ) then
    raise exception 'a closed period takes no entry' using errcode = 'check_violation', constraint = 'period_open';
  end if;
  return null;
end
$$;
create trigger entry_in_open_period after insert on ledger.entry
  referencing new table as new_entries for each statement execute function ledger.refuse_closed_period();
