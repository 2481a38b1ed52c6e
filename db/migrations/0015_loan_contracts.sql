-- Who signed a loan's contract, on the screen or on paper; and loans paid out and repaid at a till.

create table loans.signature (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  -- The agreement that was signed: a restructured loan is signed again under its new version.
  version smallint not null check (version between 1 and 9999),
  role text not null check (role in ('borrower', 'spouse', 'guarantor', 'cooperative', 'witness')),
  name text not null check (length(name) between 2 and 120),
  -- Drawn on the screen, or on paper of which a photo or a PDF is kept where there is one.
  way text not null check (way in ('screen', 'paper')),
  signed_on date not null,
  file_id uuid,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, loan_id, version) references loans.schedule (cooperative_id, loan_id, version),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id),
  check (way = 'paper' or file_id is not null)
);
create index signature_by_loan on loans.signature (cooperative_id, loan_id, version) where loan_id is not null;
call kernel.protect_tenant_table('loans.signature', 'select, insert');

-- At a till a loan is paid out (with its fees, so that either side can be the larger) and repaid; the balance is what is still owed.
-- The new foreign key looks at all cooperatives' rows once, which the policy of each table would not show to anyone.
alter table payments.till_movement add column loan_id uuid;
alter table payments.till_movement no force row level security;
alter table loans.loan no force row level security;
alter table payments.till_movement add foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id);
alter table payments.till_movement force row level security;
alter table loans.loan force row level security;
alter table payments.till_movement drop constraint till_movement_kind_check;
alter table payments.till_movement drop constraint till_movement_check;
alter table payments.till_movement drop constraint till_movement_check1;
alter table payments.till_movement add constraint till_movement_kind_check check (kind in ('deposit', 'withdrawal', 'cash_in', 'cash_out',
  'hand_over', 'difference', 'loan_disbursement', 'loan_repayment'));
alter table payments.till_movement add constraint till_movement_member
  check ((kind in ('deposit', 'withdrawal', 'loan_disbursement', 'loan_repayment')) = (member_id is not null));
alter table payments.till_movement add constraint till_movement_saving
  check ((kind in ('deposit', 'withdrawal')) = (savings_account_id is not null));
alter table payments.till_movement add constraint till_movement_loan
  check ((kind in ('loan_disbursement', 'loan_repayment')) = (loan_id is not null));
