-- Closing the books: who closed, opened again or locked a day, a month or a year, and the years that are closed.

create schema if not exists books;
grant usage on schema books to sokoguru_app;

-- Every act stays. What is open or closed now stands in ledger.period and books.year; why and from which point, here.
create table books.period_act (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('day', 'month', 'year')),
  starts_on date not null,
  ends_before date not null check (ends_before > starts_on),
  act text not null check (act in ('close', 'reopen', 'lock')),
  person_id uuid not null,
  person_name text not null,
  acted_at timestamptz not null,
  reason text check (length(reason) between 1 and 300),
  -- Warnings that were seen and accepted: [{code, text, count, reason}].
  accepted jsonb not null default '[]' check (jsonb_typeof(accepted) = 'array'),
  -- The last entry that was posted when it was done.
  through_number bigint not null check (through_number >= 0),
  -- SHA-256 of the trial balance at the end of the period, as it was closed.
  checksum text check (checksum ~ '^[0-9a-f]{64}$'),
  approval_id uuid,
  command_id uuid not null,
  primary key (cooperative_id, id),
  check ((act = 'close') = (checksum is not null)),
  check (act <> 'reopen' or (reason is not null and approval_id is not null))
);
create index period_act_by_period on books.period_act (cooperative_id, ends_before, starts_on);
call kernel.protect_tenant_table('books.period_act', 'select, insert');

-- A book year that was closed at least once. `close_act_id` is empty while it is open again.
create table books.year (
  cooperative_id uuid not null,
  year integer not null check (year between 1900 and 2199),
  starts_on date not null,
  ends_before date not null check (ends_before > starts_on),
  close_act_id uuid,
  closed_at timestamptz,
  -- Revenue less expense; below zero in a year of loss.
  surplus_sen bigint,
  -- When the meeting approved what is done with the surplus: from then on nothing of the year changes.
  shu_approved_at timestamptz,
  shu_resolution text,
  primary key (cooperative_id, year),
  foreign key (cooperative_id, close_act_id) references books.period_act (cooperative_id, id),
  check ((close_act_id is null) = (closed_at is null) and (close_act_id is null) = (surplus_sen is null)),
  check ((shu_approved_at is null) = (shu_resolution is null)),
  check (shu_approved_at is null or close_act_id is not null)
);
call kernel.protect_tenant_table('books.year', 'select, insert, update');

-- The entries that a closing of a year posted: one row each.
create table books.year_entry (
  cooperative_id uuid not null,
  act_id uuid not null,
  entry_id uuid not null,
  purpose text not null check (purpose in ('close', 'open')),
  primary key (cooperative_id, act_id, entry_id),
  foreign key (cooperative_id, act_id) references books.period_act (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('books.year_entry', 'select, insert');

-- A year whose surplus was decided on stays as it is.
create function books.keep_approved_year() returns trigger language plpgsql as $$
begin
  if old.shu_approved_at is not null then
    raise exception 'an approved year stays closed' using errcode = 'check_violation', constraint = 'year_approved';
  end if;
  return new;
end
$$;
create trigger approved_year_stays before update on books.year
  for each row execute function books.keep_approved_year();
