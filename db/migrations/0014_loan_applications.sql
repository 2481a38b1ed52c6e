-- Applications for loans: what a member asks, what the officer found, how the committee voted. What happened and how somebody voted is never
-- changed; a vote binds to the hash of what was decided, so that a later change of amount, tenor or conditions asks for the votes again.

-- Numbers of applications run without a gap in each cooperative, in order of sending.
create table loans.application_numbering (
  cooperative_id uuid not null,
  next_sequence bigint not null check (next_sequence between 1 and 100000000),
  primary key (cooperative_id)
);
call kernel.protect_tenant_table('loans.application_numbering', 'select, insert, update');

create table loans.application (
  cooperative_id uuid not null,
  id uuid not null,
  -- Given when it is sent.
  number text check (number ~ '^PP-[0-9]{6,8}$'),
  member_id uuid not null,
  product_id uuid not null,
  channel text not null check (channel in ('phone', 'office')),
  status text not null check (status in
    ('draft', 'submitted', 'in_review', 'in_committee', 'approved', 'rejected', 'withdrawn', 'expired', 'contracted')),
  -- Where the member goes on writing.
  step text not null check (step in ('amount', 'purpose', 'income', 'security', 'documents', 'review')),
  -- What is asked.
  amount_sen bigint check (amount_sen > 0),
  tenor smallint check (tenor between 1 and 600),
  purpose text check (purpose in ('business', 'education', 'health', 'housing', 'vehicle', 'household', 'ceremony', 'debt', 'other')),
  purpose_note text not null default '' check (length(purpose_note) <= 300),
  -- What the household lives on, a month.
  income_sen bigint check (income_sen >= 0),
  other_instalments_sen bigint check (other_instalments_sen >= 0),
  dependants smallint check (dependants between 0 and 30),
  -- Offered: `[{memberId, number, name}]` and `[{kind, description, value}]`; the registers take over at the contract.
  guarantors jsonb not null default '[]' check (jsonb_typeof(guarantors) = 'array'),
  collateral jsonb not null default '[]' check (jsonb_typeof(collateral) = 'array'),
  consented_at timestamptz,
  -- What the officer found and recommends; what the committee decides on.
  survey_note text not null default '',
  decided_amount_sen bigint check (decided_amount_sen > 0),
  decided_tenor smallint check (decided_tenor between 1 and 600),
  conditions jsonb not null default '[]' check (jsonb_typeof(conditions) = 'array'),
  -- The product's terms with what was decided for this member (`ProductTerms`), frozen when it goes to the committee.
  terms jsonb check (jsonb_typeof(terms) = 'object'),
  payload_hash text check (payload_hash ~ '^[0-9a-f]{64}$'),
  approvals_needed smallint check (approvals_needed between 1 and 5),
  rejection_reason text,
  entered_by uuid not null,
  entered_by_name text not null,
  reviewed_by uuid,
  reviewed_by_name text,
  started_on date not null,
  submitted_on date,
  decided_on date,
  -- The last day on which an approval can become a contract.
  expires_on date,
  loan_id uuid,
  changed_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, id, entered_by),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, product_id) references loans.product (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  check (status in ('draft', 'withdrawn') or (number is not null and submitted_on is not null and amount_sen is not null and tenor is not null)),
  check (status not in ('in_committee', 'approved', 'contracted') or (payload_hash is not null and terms is not null)),
  check ((status = 'rejected') = (rejection_reason is not null)),
  check ((status = 'contracted') = (loan_id is not null))
);
create unique index application_number on loans.application (cooperative_id, number) where number is not null;
create unique index application_open on loans.application (cooperative_id, member_id, product_id)
  where status in ('draft', 'submitted', 'in_review', 'in_committee', 'approved');
create index application_by_member on loans.application (cooperative_id, member_id, id) where member_id is not null;
create index application_by_status on loans.application (cooperative_id, status, submitted_on, id) where status <> 'draft';
call kernel.protect_tenant_table('loans.application', 'select, insert, update');

-- Every stage, dated, with who did it. `seen_by_member` is false for what the office writes to itself.
create table loans.application_event (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  kind text not null check (kind in ('started', 'submitted', 'reviewed', 'sent', 'changed', 'voted', 'approved', 'rejected', 'withdrawn',
    'expired', 'condition_met', 'contracted')),
  happened_on date not null,
  note text not null default '',
  seen_by_member boolean not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, application_id) references loans.application (cooperative_id, id)
);
create index application_event_by_application on loans.application_event (cooperative_id, application_id, written_at, id)
  where application_id is not null;
call kernel.protect_tenant_table('loans.application_event', 'select, insert');

-- Papers by code (`ktp`, `slip_gaji`, …): a photo or PDF, or the note that the office saw the paper itself.
create table loans.application_document (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  code text not null check (code ~ '^[a-z_]{2,20}$'),
  file_id uuid,
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, application_id) references loans.application (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id)
);
create index application_document_by_application on loans.application_document (cooperative_id, application_id, added_at)
  where removed_at is null;
call kernel.protect_tenant_table('loans.application_document', 'select, insert, update');

-- One vote a person on one payload. The vote names the maker and the reviewer again, so that the database itself refuses who checks their own work.
create table loans.application_vote (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  payload_hash text not null check (payload_hash ~ '^[0-9a-f]{64}$'),
  approver_id uuid not null,
  approver_name text not null,
  decision text not null check (decision in ('approve', 'reject')),
  reason text not null default '',
  -- The warnings that were overruled with that reason.
  overruled text[] not null default '{}',
  maker_id uuid not null,
  reviewer_id uuid not null,
  voted_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, application_id, payload_hash, approver_id),
  foreign key (cooperative_id, application_id, maker_id) references loans.application (cooperative_id, id, entered_by),
  check (decision = 'approve' or length(reason) >= 5),
  check (cardinality(overruled) = 0 or length(reason) >= 5),
  constraint approver_is_not_maker check (approver_id <> maker_id and approver_id <> reviewer_id)
);
call kernel.protect_tenant_table('loans.application_vote', 'select, insert');

-- Conditions of an approval that were seen to be met, by their number in `application.conditions`.
create table loans.application_fulfilment (
  cooperative_id uuid not null,
  application_id uuid not null,
  no smallint not null check (no between 1 and 20),
  note text not null default '',
  met_on date not null,
  person_id uuid not null,
  person_name text not null,
  primary key (cooperative_id, application_id, no),
  foreign key (cooperative_id, application_id) references loans.application (cooperative_id, id)
);
call kernel.protect_tenant_table('loans.application_fulfilment', 'select, insert');
