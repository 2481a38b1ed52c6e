-- Payments: for now the tills. A till's money is its guarded ledger account; the tables here say who stood at it, when,
-- what was counted, and which entry was which act at the counter.

create schema payments;
grant usage on schema payments to sokoguru_app;

-- A drawer at the counter, or the vault. `code` is also the series of its receipts.
create table payments.till (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{2,6}$'),
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('drawer', 'vault')),
  branch_id uuid not null,
  account_id uuid not null,
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, code),
  unique (cooperative_id, account_id),
  foreign key (cooperative_id, branch_id) references cooperatives.branch (cooperative_id, id),
  foreign key (cooperative_id, account_id) references ledger.account (cooperative_id, id)
);
call kernel.protect_tenant_table('payments.till', 'select, insert');

-- One teller at one till, from the opening count to the closing count. `round` is above 1 when the same day was opened
-- again, which a second person has to approve.
create table payments.till_session (
  cooperative_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  business_date date not null,
  round smallint not null check (round >= 1),
  teller_id uuid not null,
  teller_name text not null,
  opened_at timestamptz not null,
  -- The balance of the books right before the opening count.
  opening_sen bigint not null check (opening_sen >= 0),
  reopening_approval_id uuid,
  closed_at timestamptz,
  closed_by uuid,
  primary key (cooperative_id, id),
  unique (cooperative_id, till_id, business_date, round),
  foreign key (cooperative_id, till_id) references payments.till (cooperative_id, id),
  check ((closed_at is null) = (closed_by is null)),
  constraint reopening_was_approved check ((round > 1) = (reopening_approval_id is not null))
);
create unique index one_teller_at_a_till on payments.till_session (cooperative_id, till_id) where closed_at is null;
create unique index one_till_for_a_teller on payments.till_session (cooperative_id, teller_id) where closed_at is null;
call kernel.protect_tenant_table('payments.till_session', 'select, insert, update');

-- Cash counted by denomination. A difference at opening or closing is booked by `entry_id`; a check in between books nothing.
create table payments.till_count (
  cooperative_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('opening', 'check', 'closing')),
  -- [{"denomination": "100000.00", "pieces": 12}, ...]
  pieces jsonb not null,
  expected_sen bigint not null check (expected_sen >= 0),
  counted_sen bigint not null check (counted_sen >= 0),
  note text not null default '',
  entry_id uuid,
  counted_at timestamptz not null,
  counted_by uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, session_id) references payments.till_session (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  constraint difference_is_booked check ((entry_id is not null) = (kind <> 'check' and counted_sen <> expected_sen))
);
create index till_count_by_session on payments.till_count (cooperative_id, session_id, counted_at);
call kernel.protect_tenant_table('payments.till_count', 'select, insert');

-- What an entry was at the counter. `amount_sen` is what the drawer got (above zero) or gave (below); the entry proves it.
create table payments.till_movement (
  cooperative_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  -- Absent when the vault gave or received without a session of its own.
  session_id uuid,
  kind text not null check (kind in ('deposit', 'withdrawal', 'cash_in', 'cash_out', 'hand_over', 'difference')),
  amount_sen bigint not null check (amount_sen <> 0),
  description text not null check (length(description) between 1 and 300),
  entry_id uuid not null,
  receipt_id uuid not null,
  member_id uuid,
  savings_account_id uuid,
  -- The saving's balance right after, as the receipt says it.
  balance_after_sen bigint,
  attachment_id uuid,
  happened_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, till_id, entry_id),
  foreign key (cooperative_id, till_id) references payments.till (cooperative_id, id),
  foreign key (cooperative_id, session_id) references payments.till_session (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, receipt_id) references documents.receipt (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, savings_account_id) references ledger.account (cooperative_id, id),
  foreign key (cooperative_id, attachment_id) references documents.file (cooperative_id, id),
  check ((kind in ('deposit', 'withdrawal')) = (member_id is not null)),
  check ((member_id is null) = (savings_account_id is null)),
  check ((member_id is null) = (balance_after_sen is null)),
  check (case kind when 'deposit' then amount_sen > 0 when 'cash_in' then amount_sen > 0
                   when 'withdrawal' then amount_sen < 0 when 'cash_out' then amount_sen < 0 else true end)
);
create index till_movement_by_session on payments.till_movement (cooperative_id, session_id, happened_at, id);
create index till_movement_by_receipt on payments.till_movement (cooperative_id, receipt_id);
call kernel.protect_tenant_table('payments.till_movement', 'select, insert');
