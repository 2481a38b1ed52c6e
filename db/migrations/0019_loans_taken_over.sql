-- Which imported positions became contracts of the loans module, and by which entry. A position is taken over once.

create table imports.taken_over (
  cooperative_id uuid not null,
  position_id uuid not null,
  loan_id uuid not null,
  entry_id uuid not null,
  amount_sen bigint not null check (amount_sen > 0),
  taken_on date not null,
  command_id uuid not null,
  primary key (cooperative_id, position_id),
  foreign key (cooperative_id, position_id) references imports.position (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('imports.taken_over', 'select, insert');
