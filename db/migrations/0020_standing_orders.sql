-- What a standing order could not pay on a day, and why: the saving held too little, or the payment was refused.

create table loans.standing_order_shortfall (
  cooperative_id uuid not null,
  business_date date not null,
  loan_id uuid not null,
  -- Due by the end of the day with its late charge, and what of it was paid.
  due_sen bigint not null check (due_sen > 0),
  paid_sen bigint not null check (paid_sen >= 0 and paid_sen < due_sen),
  reason text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, business_date, loan_id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id)
);
create index shortfall_by_loan on loans.standing_order_shortfall (cooperative_id, loan_id, business_date) where due_sen > 0;
call kernel.protect_tenant_table('loans.standing_order_shortfall', 'select, insert');

-- Which command looked at a stretch of loans: with it their interest can be computed again in the order in which things happened.
alter table loans.accrual_batch add column command_id uuid not null;
