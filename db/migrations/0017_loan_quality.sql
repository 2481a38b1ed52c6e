-- Quality of loans: why each has its class, what was said and promised, what reminds, and what was given up. History is insert-only.

-- What a person judged of a bad loan: can it be saved (Permen 14/2009 asks), or was it handed to a court, an auction or an insurer.
alter table loans.loan
  add column prospect text not null default 'rescuable' check (prospect in ('rescuable', 'not_rescuable', 'handed_over'));
create index loan_by_officer on loans.loan (cooperative_id, officer_id, id) where status = 'active' and officer_id is not null;
create index loan_written_off on loans.loan (cooperative_id, id) where status = 'written_off';

-- What the table of classes asks of an agreement, read from its terms once (`periodClassOf` in rules/collectability.ts).
alter table loans.schedule
  add column class_rule text not null
    generated always as (case when terms ->> 'classes' = 'bank' then 'bank' else 'cooperative' end) stored,
  add column period_class text not null generated always as (
    case when terms #>> '{calculation,method}' = 'bullet' or request ->> 'instalments' = '1' then 'single'
         when coalesce((terms #>> '{calculation,frequency,every}')::integer, 1)
              * (case terms #>> '{calculation,frequency,unit}' when 'day' then 1 when 'week' then 7 else 30 end) < 30 then 'short'
         when coalesce((terms #>> '{calculation,frequency,every}')::integer, 1)
              * (case terms #>> '{calculation,frequency,unit}' when 'day' then 1 when 'week' then 7 else 30 end) < 180 then 'monthly'
         else 'half_yearly' end) stored;

-- Every change of a loan's class, with why (`Classification` in rules/collectability.ts).
create table loans.class_change (
  cooperative_id uuid not null,
  loan_id uuid not null,
  no integer not null check (no > 0),
  changed_on date not null,
  from_class text not null,
  to_class text not null check (to_class in ('current', 'special_mention', 'substandard', 'doubtful', 'loss') and to_class <> from_class),
  reason text not null check (reason in
    ('none', 'principal_arrears', 'interest_arrears', 'arrears', 'collateral_short', 'handed_over', 'restructured', 'override')),
  -- For a reason of arrears: the oldest unpaid due date, and the threshold that was passed.
  since date,
  over smallint check (over >= 0),
  over_unit text check (over_unit in ('day', 'month')),
  days_past_due integer not null check (days_past_due >= 0),
  -- A person's own words, of an override.
  note text not null default '',
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, loan_id, no),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  check ((over is null) = (over_unit is null))
);
create index class_change_by_day on loans.class_change (cooperative_id, changed_on, to_class) where no > 0;
call kernel.protect_tenant_table('loans.class_change', 'select, insert');

-- Messages that wait to be sent: once for each instalment and kind. Sending is a row of its own.
create table loans.reminder (
  cooperative_id uuid not null,
  loan_id uuid not null,
  instalment_no smallint not null,
  -- `before_3`, `due`, `late_7`: days before or after the due date.
  kind text not null check (kind ~ '^(before_[1-9][0-9]{0,2}|due|late_[1-9][0-9]{0,2})$'),
  due_on date not null,
  for_date date not null,
  channel text not null default 'whatsapp' check (channel in ('whatsapp')),
  text text not null check (length(text) between 10 and 1000),
  queued_at timestamptz not null,
  primary key (cooperative_id, loan_id, instalment_no, kind),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id)
);
create index reminder_by_day on loans.reminder (cooperative_id, for_date, loan_id, instalment_no, kind) where instalment_no > 0;
call kernel.protect_tenant_table('loans.reminder', 'select, insert');

create table loans.reminder_sent (
  cooperative_id uuid not null,
  loan_id uuid not null,
  instalment_no smallint not null,
  kind text not null,
  person_id uuid not null,
  person_name text not null,
  sent_at timestamptz not null,
  primary key (cooperative_id, loan_id, instalment_no, kind),
  foreign key (cooperative_id, loan_id, instalment_no, kind) references loans.reminder (cooperative_id, loan_id, instalment_no, kind)
);
call kernel.protect_tenant_table('loans.reminder_sent', 'select, insert');

-- What was said with a borrower, and what they promised. A promise is kept when that much was paid by its day.
create table loans.contact (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  kind text not null check (kind in ('visit', 'call', 'message', 'meeting')),
  result text not null check (result in ('promised', 'asked_time', 'not_met', 'refused', 'moved', 'paid', 'other')),
  happened_on date not null,
  note text not null check (length(note) between 3 and 500),
  promise_on date,
  promise_sen bigint check (promise_sen > 0),
  -- Where the visit was, if the phone told.
  latitude numeric(8, 5) check (latitude between -90 and 90),
  longitude numeric(8, 5) check (longitude between -180 and 180),
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  check ((result = 'promised') = (promise_on is not null)),
  check ((promise_on is null) = (promise_sen is null)),
  check (promise_on is null or promise_on >= happened_on),
  check ((latitude is null) = (longitude is null))
);
create index contact_by_loan on loans.contact (cooperative_id, loan_id, written_at desc, id) where loan_id is not null;
create index contact_promised on loans.contact (cooperative_id, promise_on, loan_id) where promise_on is not null;
call kernel.protect_tenant_table('loans.contact', 'select, insert');

-- A proposal to write a loan off, with what it owed that day. Two people beside the one who proposed must agree.
create table loans.write_off_proposal (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  reason text not null check (length(reason) between 10 and 500),
  -- The decision of the board or the meeting it rests on.
  resolution text not null check (length(resolution) between 3 and 100),
  principal_sen bigint not null check (principal_sen > 0),
  class text not null,
  proposed_on date not null,
  proposer_id uuid not null,
  proposer_name text not null,
  command_id uuid not null,
  proposed_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, id, proposer_id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id)
);
create index write_off_by_loan on loans.write_off_proposal (cooperative_id, loan_id, proposed_at desc) where loan_id is not null;
call kernel.protect_tenant_table('loans.write_off_proposal', 'select, insert');

-- The vote names the proposer again, so that the database itself refuses one who agrees with themselves.
create table loans.write_off_vote (
  cooperative_id uuid not null,
  proposal_id uuid not null,
  voter_id uuid not null,
  voter_name text not null,
  proposer_id uuid not null,
  decision text not null check (decision in ('agreed', 'declined')),
  note text not null default '',
  voted_at timestamptz not null,
  primary key (cooperative_id, proposal_id, voter_id),
  foreign key (cooperative_id, proposal_id, proposer_id) references loans.write_off_proposal (cooperative_id, id, proposer_id),
  constraint voter_is_not_proposer check (voter_id <> proposer_id),
  check (decision = 'agreed' or length(note) >= 5)
);
call kernel.protect_tenant_table('loans.write_off_vote', 'select, insert');

-- What a guarantor, or a fellow of a joint-liability group, was asked to pay for a loan, and what they agreed to.
create table loans.guarantee_claim (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  member_id uuid not null,
  -- Of a guarantor, or of a fellow in the group.
  ground text not null check (ground in ('guarantor', 'group')),
  amount_sen bigint not null check (amount_sen > 0),
  claimed_on date not null,
  note text not null default '',
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create index guarantee_claim_by_loan on loans.guarantee_claim (cooperative_id, loan_id, id) where loan_id is not null;
call kernel.protect_tenant_table('loans.guarantee_claim', 'select, insert');

-- The guarantor's consent, seen by a person, and the payment made on it: a part of a claim each time.
create table loans.guarantee_payment (
  cooperative_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  event_id uuid not null,
  amount_sen bigint not null check (amount_sen > 0),
  -- How the guarantor agreed: the letter, or who was present.
  consent text not null check (length(consent) >= 5),
  paid_on date not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, claim_id) references loans.guarantee_claim (cooperative_id, id),
  foreign key (cooperative_id, event_id) references loans.event (cooperative_id, id)
);
create index guarantee_payment_by_claim on loans.guarantee_payment (cooperative_id, claim_id) where claim_id is not null;
call kernel.protect_tenant_table('loans.guarantee_payment', 'select, insert');
