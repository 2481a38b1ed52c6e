-- Members: the register, each cycle of membership, what happened to it, and personal data that only keys outside the database open.

create schema members;
grant usage on schema members to sokoguru_app;

create table members.member (
  cooperative_id uuid not null,
  id uuid not null,
  -- Given when the principal saving is paid; kept for life, through every cycle.
  number text check (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'),
  kind text not null default 'full' check (kind in ('full', 'associate')),
  full_name text not null check (length(full_name) between 2 and 100),
  -- Unknown only in members brought over from older books.
  sex text check (sex in ('male', 'female')),
  birth_place text check (length(birth_place) between 1 and 60),
  birth_date date,
  nik_cipher text check (nik_cipher ~ '^1\.'),
  nik_index text check (length(nik_index) = 43),
  nik_warning text,
  phone_cipher text check (phone_cipher ~ '^1\.'),
  phone_index text check (length(phone_index) = 43),
  address_cipher text check (address_cipher ~ '^1\.'),
  region_code text check (region_code ~ '^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$'),
  -- The region's name on the day it was written: villages are renamed, and a page of members needs no second look-up.
  region_name text,
  occupation text check (length(occupation) between 1 and 80),
  employer text check (length(employer) between 1 and 80),
  work_unit text check (length(work_unit) between 1 and 80),
  photo_document_id uuid,
  status text not null check (status in ('applied', 'rejected', 'accepted', 'active', 'suspended', 'exiting', 'exited')),
  cycle smallint not null default 1 check (cycle >= 1),
  -- Rises with every change, so that two people who edit at once do not overwrite each other unseen.
  version integer not null default 1 check (version >= 1),
  registered_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, photo_document_id) references documents.file (cooperative_id, id),
  check ((nik_cipher is null) = (nik_index is null)),
  check ((phone_cipher is null) = (phone_index is null)),
  constraint numbered_when_admitted check (status in ('applied', 'rejected', 'accepted') or number is not null)
);
-- Each of these is partial, though its condition holds for every row or nearly: so that none can stand in for the
-- primary key when a foreign key is checked. A connection that planned the check while the table was tiny would keep
-- such a plan and walk the whole cooperative for every row it checks.
create unique index member_number on members.member (cooperative_id, number) where number is not null;
create unique index member_nik on members.member (cooperative_id, nik_index) where nik_index is not null;
create index member_by_name on members.member (cooperative_id, full_name, id) where cycle > 0;
create index member_by_number on members.member (cooperative_id, coalesce(number, ''), id) where cycle > 0;
create index member_by_status on members.member (cooperative_id, status, full_name, id) where cycle > 0;
create index member_by_phone on members.member (cooperative_id, phone_index) where phone_index is not null;
call kernel.protect_tenant_table('members.member', 'select, insert, update');

-- The words a member is found by, folded the same way as what people type. A range of words is a range of this key:
-- the comparison is leakproof, so that row-level security does not keep the index from being used, as it would with
-- "like" and trigrams. No foreign key: the words are made from the members and a search joins them to members anyway,
-- while checking four keys a member doubles the time of an import.
create table members.member_word (
  cooperative_id uuid not null,
  word text collate "C" not null check (length(word) between 1 and 100),
  member_id uuid not null,
  primary key (cooperative_id, word, member_id)
);
create index member_word_by_member on members.member_word (cooperative_id, member_id, word);
call kernel.protect_tenant_table('members.member_word', 'select, insert, delete');

-- One row for each time a person is a member: surplus shares and the register look at cycles.
create table members.membership (
  cooperative_id uuid not null,
  member_id uuid not null,
  cycle smallint not null check (cycle >= 1),
  applied_on date not null,
  applied_via text not null check (applied_via in ('staff', 'self', 'import')),
  -- When the person agreed to the use of personal data (UU 27/2022), for those who applied themselves.
  consented_at timestamptz,
  decision text check (decision in ('accepted', 'rejected')),
  decided_on date,
  decided_by uuid,
  decided_by_name text,
  decision_reason text,
  identity_checked boolean not null default false,
  activated_on date,
  exit_requested_on date,
  exit_kind text check (exit_kind in ('resigned', 'deceased', 'expelled', 'moved')),
  exit_reason text,
  exited_on date,
  exit_decided_by uuid,
  exit_decided_by_name text,
  -- The day of the latest step, so that no step is dated before the one it follows.
  last_step_on date not null,
  primary key (cooperative_id, member_id, cycle),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  check ((decision is null) = (decided_on is null) and (decision is null) = (decided_by_name is null)),
  check (decision is distinct from 'rejected' or length(decision_reason) >= 3),
  check (activated_on is null or (decision is not null and decision = 'accepted' and activated_on >= decided_on)),
  check ((exit_requested_on is null) = (exit_kind is null)),
  check (exited_on is null or (exit_requested_on is not null and exited_on >= exit_requested_on and exit_decided_by_name is not null)),
  check (decided_on >= applied_on and exit_requested_on >= activated_on)
);
call kernel.protect_tenant_table('members.membership', 'select, insert, update');

-- Who did what to a member's record and when. Never changed.
create table members.member_event (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  cycle smallint not null,
  kind text not null check (kind in ('registered', 'imported', 'accepted', 'rejected', 'activated', 'suspended', 'resumed',
    'exit_requested', 'exit_withdrawn', 'settled', 'exited', 'rejoined', 'details_changed', 'heirs_changed', 'photo_changed')),
  from_status text,
  to_status text not null,
  happened_on date not null,
  note text,
  -- For changed details: the names of the fields, and what stood there before, sealed.
  changed_fields text[] not null default '{}',
  before_cipher text check (before_cipher ~ '^1\.'),
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  recorded_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create index member_event_by_member on members.member_event (cooperative_id, member_id, id);
call kernel.protect_tenant_table('members.member_event', 'select, insert');

-- Heirs receive the savings of a member who died. A changed list is a new list; the old one keeps its rows.
create table members.heir (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  position smallint not null check (position between 1 and 10),
  full_name text not null check (length(full_name) between 2 and 100),
  relationship text not null check (relationship in ('spouse', 'child', 'parent', 'sibling', 'other')),
  phone_cipher text check (phone_cipher ~ '^1\.'),
  share_percent smallint check (share_percent between 1 and 100),
  named_at timestamptz not null,
  replaced_at timestamptz,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create unique index heir_in_force on members.heir (cooperative_id, member_id, position) where replaced_at is null;
call kernel.protect_tenant_table('members.heir', 'select, insert, update');

-- What a leaving member gets: the sums as the savings module settled them, in sen.
create table members.settlement (
  cooperative_id uuid not null,
  member_id uuid not null,
  cycle smallint not null,
  settled_on date not null,
  principal_sen bigint not null check (principal_sen >= 0),
  mandatory_sen bigint not null check (mandatory_sen >= 0),
  voluntary_sen bigint not null check (voluntary_sen >= 0),
  share_sen bigint not null check (share_sen >= 0),
  loan_sen bigint not null check (loan_sen >= 0),
  total_sen bigint not null check (total_sen >= 0),
  entry_id uuid,
  settled_by uuid not null,
  settled_by_name text not null,
  recorded_at timestamptz not null,
  primary key (cooperative_id, member_id, cycle),
  foreign key (cooperative_id, member_id, cycle) references members.membership (cooperative_id, member_id, cycle),
  constraint settlement_adds_up check (total_sen = principal_sen + mandatory_sen + voluntary_sen + share_sen - loan_sen)
);
call kernel.protect_tenant_table('members.settlement', 'select, insert');

-- Every look behind the mask: the member sees these rows. `register` is the whole register shown at once.
create table members.unmask_log (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  field text not null check (field in ('nik', 'phone', 'address', 'heirs', 'history', 'register')),
  reason text not null check (length(reason) between 5 and 300),
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  unmasked_at timestamptz not null,
  primary key (cooperative_id, member_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create index unmask_log_by_command on members.unmask_log (cooperative_id, command_id);
call kernel.protect_tenant_table('members.unmask_log', 'select, insert');

-- How the cooperative numbers its members. One row; locking it orders admissions.
create table members.numbering (
  cooperative_id uuid primary key,
  format text not null default '{SEQ:5}' check (format ~ '\{SEQ:[1-9]\}'),
  next_sequence bigint not null default 1 check (next_sequence between 1 and 1000000000)
);
call kernel.protect_tenant_table('members.numbering', 'select, insert, update');

-- Applications that came in by the public form: what the limit on their number counts. The source is a keyed hash.
create table members.application (
  cooperative_id uuid not null,
  id uuid not null,
  source_hash text not null check (length(source_hash) = 43),
  received_at timestamptz not null,
  -- A person who is in the register already gets the same answer as everybody, and no second row there.
  outcome text not null check (outcome in ('taken', 'duplicate')),
  member_id uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id)
);
create index application_by_time on members.application (cooperative_id, received_at);
call kernel.protect_tenant_table('members.application', 'select, insert');
