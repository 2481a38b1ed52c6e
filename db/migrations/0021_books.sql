-- Books that close: days inside an open month, months that are locked for good, and sums that make a statement quick.

-- Days of an open month before this one are closed: they take no entry any more.
alter table ledger.period add column closed_before date;
alter table ledger.period add constraint period_closed_inside check (closed_before > starts_on and closed_before <= ends_before);

-- On plain PostgreSQL a closed day is checked here as well as in the insert itself, for whoever types SQL.
create or replace function ledger.refuse_closed_period() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from new_entries n
     where not exists (
       select 1 from ledger.period p
        where p.cooperative_id = n.cooperative_id and p.starts_on <= n.business_date
          and n.business_date < p.ends_before and p.status = 'open'
          and (p.closed_before is null or n.business_date >= p.closed_before))
  ) then
    raise exception 'a closed period takes no entry' using errcode = 'check_violation', constraint = 'period_open';
  end if;
  return null;
end
$$;

-- A locked month never opens again: what was wrong in it is put right in a later one.
create function ledger.keep_locked_period() returns trigger language plpgsql as $$
begin
  if old.status = 'locked' then
    raise exception 'a locked period does not open again' using errcode = 'check_violation', constraint = 'period_locked';
  end if;
  return new;
end
$$;
create trigger locked_period_stays before update on ledger.period
  for each row execute function ledger.keep_locked_period();

-- Entries up to this number are counted in the totals below. Numbers are given in the order of commits, so nothing slips behind the mark.
create table ledger.totals_mark (
  cooperative_id uuid primary key,
  through_number bigint not null default 0 check (through_number >= 0)
);
call kernel.protect_tenant_table('ledger.totals_mark', 'select, insert, update');

-- What moved on each chart line, by month and by day. `branch_id` and `unit_id` are zero where an entry names none; closing entries of a
-- year stand apart, so that its income statement can still be read. Derived: checkBooks proves them against the lines.
create table ledger.month_total (
  cooperative_id uuid not null,
  month date not null,
  chart_code text not null,
  branch_id uuid not null,
  unit_id uuid not null,
  closing boolean not null,
  debit_sen bigint not null check (debit_sen >= 0),
  credit_sen bigint not null check (credit_sen >= 0),
  -- A statement reads the sums from this index alone.
  primary key (cooperative_id, month, chart_code, branch_id, unit_id, closing) include (debit_sen, credit_sen)
);
call kernel.protect_tenant_table('ledger.month_total', 'select, insert, update');

create table ledger.day_total (
  cooperative_id uuid not null,
  business_date date not null,
  chart_code text not null,
  branch_id uuid not null,
  unit_id uuid not null,
  closing boolean not null,
  debit_sen bigint not null check (debit_sen >= 0),
  credit_sen bigint not null check (credit_sen >= 0),
  primary key (cooperative_id, business_date, chart_code, branch_id, unit_id, closing) include (debit_sen, credit_sen)
);
call kernel.protect_tenant_table('ledger.day_total', 'select, insert, update');

-- Cooperatives that were here before give their roles the rights that new ones begin with (src/modules/identity/rules/roles.ts).
alter table identity.role no force row level security;
alter table identity.role disable row level security;
update identity.role r
   set permissions = (select array_agg(distinct p order by p) from unnest(r.permissions || n.added) p)
  from (values
    ('ketua', array['bank.read', 'books.read', 'books.close_year', 'books.plan', 'shu.read', 'shu.approve', 'governance.read', 'governance.write', 'oversight.read', 'audit.pack']),
    ('bendahara', array['bank.read', 'bank.reconcile', 'books.read', 'books.close_year', 'books.plan', 'books.assets', 'books.tax', 'shu.read', 'shu.manage', 'shu.approve', 'shu.pay', 'governance.read', 'oversight.read', 'audit.pack']),
    ('sekretaris', array['governance.read', 'governance.write', 'oversight.read', 'shu.read']),
    ('manajer', array['bank.read', 'books.read', 'books.plan', 'books.assets', 'shu.read', 'governance.read', 'governance.write', 'oversight.read']),
    ('akuntan', array['bank.read', 'bank.reconcile', 'books.read', 'books.plan', 'books.assets', 'books.tax', 'shu.read', 'shu.manage', 'oversight.read']),
    ('teller', array['governance.read', 'governance.write']),
    ('pengawas', array['bank.read', 'books.read', 'shu.read', 'governance.read', 'governance.write', 'oversight.read', 'audit.pack'])
  ) as n (name, added)
 where n.name = r.name;
alter table identity.role enable row level security;
alter table identity.role force row level security;
