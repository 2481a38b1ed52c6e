-- What stands behind loans: collateral with its papers, guarantors, joint-liability groups; and who is a related party of the cooperative.
-- An application is named without a foreign key: its table comes with a later migration, and it may end without a loan.

-- Board, supervisors, managers, their families and affiliates: the lower ceiling holds for them (Permenkop 8/2023 Ps 44).
create table loans.related_party (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  role text not null check (role in ('board', 'supervisor', 'manager', 'family', 'affiliate')),
  -- Whose family, or through which body.
  relation text not null default '' check (length(relation) <= 120),
  since date not null,
  until date check (until >= since),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create unique index related_party_once on loans.related_party (cooperative_id, member_id) where until is null;
create index related_party_by_member on loans.related_party (cooperative_id, member_id, since) where member_id is not null;
call kernel.protect_tenant_table('loans.related_party', 'select, insert, update');

-- Drawn while its row is locked: labels of collateral run without a gap, `AG-000001`.
create table loans.collateral_series (
  cooperative_id uuid not null primary key,
  last_number bigint not null check (last_number between 0 and 99999999)
);
call kernel.protect_tenant_table('loans.collateral_series', 'select, insert, update');

create table loans.collateral (
  cooperative_id uuid not null,
  id uuid not null,
  -- Stands on the envelope of its papers.
  label text not null check (label ~ '^AG-[0-9]{6,8}$'),
  member_id uuid not null,
  kind text not null check (kind in ('bpkb', 'shm', 'sk_pegawai', 'savings_pledge', 'gold', 'other')),
  description text not null check (length(description) between 3 and 200),
  -- In whose name the paper is, when it is not the member's.
  owner_name text not null default '' check (length(owner_name) <= 100),
  -- The paper's number: of a person's land, car or post. Sealed, found by its blind index, shown by its last characters.
  paper_cipher text check (paper_cipher ~ '^1\.'),
  paper_index text check (length(paper_index) = 43),
  paper_hint text not null default '' check (length(paper_hint) <= 20),
  -- A saving that is pledged.
  savings_account_id uuid,
  status text not null default 'active' check (status in ('active', 'returned', 'foreclosed')),
  -- As last appraised, and where its papers lie; each change is a row of loans.collateral_event.
  value_sen bigint not null check (value_sen > 0),
  appraised_on date not null,
  appraised_by text not null,
  held_at text check (length(held_at) between 2 and 80),
  registered_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, savings_account_id) references savings.account (cooperative_id, id),
  check ((paper_cipher is null) = (paper_index is null)),
  check ((kind = 'savings_pledge') = (savings_account_id is not null)),
  check (status <> 'returned' or held_at is null)
);
create unique index collateral_label on loans.collateral (cooperative_id, label) where label is not null;
create index collateral_by_member on loans.collateral (cooperative_id, member_id, id) where member_id is not null;
-- One paper is registered once while it is in the register.
create unique index collateral_paper_once on loans.collateral (cooperative_id, kind, paper_index) where paper_index is not null and status = 'active';
create unique index collateral_saving_once on loans.collateral (cooperative_id, savings_account_id)
  where savings_account_id is not null and status = 'active';
call kernel.protect_tenant_table('loans.collateral', 'select, insert, update');

-- What happened to a collateral and its papers. Never changed.
create table loans.collateral_event (
  cooperative_id uuid not null,
  id uuid not null,
  collateral_id uuid not null,
  kind text not null check (kind in ('registered', 'appraised', 'received', 'returned', 'pledged', 'released', 'foreclosed')),
  happened_on date not null,
  value_sen bigint check (value_sen > 0),
  -- Where papers were laid, whom they were given to, who appraised, or the loan.
  detail text not null default '',
  note text not null default '',
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, collateral_id) references loans.collateral (cooperative_id, id)
);
create index collateral_event_by_collateral on loans.collateral_event (cooperative_id, collateral_id, written_at, id) where collateral_id is not null;
call kernel.protect_tenant_table('loans.collateral_event', 'select, insert');

create table loans.collateral_photo (
  cooperative_id uuid not null,
  collateral_id uuid not null,
  file_id uuid not null,
  added_at timestamptz not null,
  primary key (cooperative_id, collateral_id, file_id),
  foreign key (cooperative_id, collateral_id) references loans.collateral (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id)
);
call kernel.protect_tenant_table('loans.collateral_photo', 'select, insert');

-- What a collateral stands for, from a day until it is released: an application, and from the contract on its loan.
create table loans.pledge (
  cooperative_id uuid not null,
  id uuid not null,
  collateral_id uuid not null,
  application_id uuid,
  loan_id uuid,
  pledged_on date not null,
  pledged_by uuid not null,
  released_on date check (released_on >= pledged_on),
  released_by uuid,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, collateral_id) references loans.collateral (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  check (application_id is not null or loan_id is not null),
  check ((released_on is null) = (released_by is null))
);
create unique index pledge_once on loans.pledge (cooperative_id, collateral_id) where released_on is null;
create index pledge_by_loan on loans.pledge (cooperative_id, loan_id) where loan_id is not null;
create index pledge_by_application on loans.pledge (cooperative_id, application_id) where application_id is not null;
call kernel.protect_tenant_table('loans.pledge', 'select, insert, update');

-- Who pays when the borrower does not: a member, or somebody from outside with their own sealed data.
create table loans.guarantor (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid,
  full_name text not null check (length(full_name) between 2 and 100),
  nik_cipher text check (nik_cipher ~ '^1\.'),
  nik_index text check (length(nik_index) = 43),
  phone_cipher text check (phone_cipher ~ '^1\.'),
  relation text not null default '' check (length(relation) <= 60),
  application_id uuid,
  loan_id uuid,
  -- At most this much of the debt.
  amount_sen bigint not null check (amount_sen > 0),
  consented_on date not null,
  released_on date check (released_on >= consented_on),
  release_reason text,
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, loan_id) references loans.loan (cooperative_id, id),
  check ((member_id is null) = (nik_cipher is not null) and (nik_cipher is null) = (nik_index is null)),
  check (application_id is not null or loan_id is not null),
  check ((released_on is null) = (release_reason is null))
);
create index guarantor_by_member on loans.guarantor (cooperative_id, member_id) where member_id is not null;
create index guarantor_by_nik on loans.guarantor (cooperative_id, nik_index) where nik_index is not null;
create index guarantor_by_loan on loans.guarantor (cooperative_id, loan_id) where loan_id is not null;
create index guarantor_by_application on loans.guarantor (cooperative_id, application_id) where application_id is not null;
call kernel.protect_tenant_table('loans.guarantor', 'select, insert, update');

-- Groups that answer for each other (tanggung renteng).
create table loans.lending_group (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 3 and 60),
  chair_id uuid not null,
  -- How what one member leaves unpaid falls on the others.
  share_rule text not null check (share_rule in ('equal', 'by_outstanding')),
  formed_on date not null,
  dissolved_on date check (dissolved_on >= formed_on),
  agreement text not null default '' check (length(agreement) <= 200),
  created_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, chair_id) references members.member (cooperative_id, id)
);
create unique index lending_group_name on loans.lending_group (cooperative_id, lower(name)) where dissolved_on is null;
call kernel.protect_tenant_table('loans.lending_group', 'select, insert, update');

create table loans.group_member (
  cooperative_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  primary key (cooperative_id, group_id, member_id, joined_on),
  foreign key (cooperative_id, group_id) references loans.lending_group (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
-- A member answers for one group at a time.
create unique index group_member_once on loans.group_member (cooperative_id, member_id) where left_on is null;
call kernel.protect_tenant_table('loans.group_member', 'select, insert, update');

-- Checking the new key reads the table under its own policy, which needs a tenant: no row is this one's, and no loan has a group yet.
select set_config('app.cooperative_id', '00000000-0000-0000-0000-000000000000', true);
alter table loans.loan
  add foreign key (cooperative_id, group_id) references loans.lending_group (cooperative_id, id);
