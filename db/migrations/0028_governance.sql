-- What meetings resolved, the registers a cooperative keeps beside its money, and its budget. Nothing here is changed or deleted: what was
-- wrong is withdrawn or corrected by a new row that names the old one.

create schema governance;
grant usage on schema governance to sokoguru_app;

-- A resolution as its minutes say it. `number` is the cooperative's own; after a withdrawal the same number may be written again, as the next revision.
create table governance.resolution (
  cooperative_id uuid not null,
  id uuid not null,
  number text not null check (length(number) between 1 and 60),
  revision smallint not null check (revision >= 1),
  kind text not null check (kind in ('shu', 'budget', 'loss_cover', 'write_off', 'other')),
  -- The book year it is about; what concerns the money of a year says which.
  book_year smallint check (book_year between 1900 and 2200),
  meeting text not null check (meeting in ('rat', 'ralb', 'ra', 'pengurus', 'pengawas')),
  decided_on date not null,
  place text not null,
  invited integer check (invited >= attended),
  attended integer not null check (attended > 0),
  decision text not null,
  chair text not null,
  minutes_taker text not null,
  file_id uuid,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id),
  constraint resolution_names_its_year check (kind not in ('shu', 'budget', 'loss_cover') or book_year is not null),
  constraint members_decide check (kind not in ('shu', 'budget', 'loss_cover') or meeting in ('rat', 'ralb', 'ra'))
);
create unique index resolution_number on governance.resolution (cooperative_id, lower(number), revision);
create index resolution_by_day on governance.resolution (cooperative_id, decided_on desc, id desc);
call kernel.protect_tenant_table('governance.resolution', 'select, insert');

create table governance.resolution_withdrawal (
  cooperative_id uuid not null,
  resolution_id uuid not null,
  reason text not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid not null,
  withdrawn_by_name text not null,
  primary key (cooperative_id, resolution_id),
  foreign key (cooperative_id, resolution_id) references governance.resolution (cooperative_id, id)
);
call kernel.protect_tenant_table('governance.resolution_withdrawal', 'select, insert');

-- What stands on a resolution. One that something stands on is not withdrawn any more.
create table governance.resolution_use (
  cooperative_id uuid not null,
  resolution_id uuid not null,
  -- What it unlocked: the name of the command and what it was done to, in words.
  purpose text not null,
  subject text not null,
  used_at timestamptz not null,
  used_by uuid not null,
  used_by_name text not null,
  primary key (cooperative_id, resolution_id, purpose, subject),
  foreign key (cooperative_id, resolution_id) references governance.resolution (cooperative_id, id)
);
call kernel.protect_tenant_table('governance.resolution_use', 'select, insert');

-- Where a register stands in a year: its last number, and the proof of its last row.
create table governance.register_head (
  cooperative_id uuid not null,
  book text not null,
  year smallint not null,
  last_number integer not null check (last_number >= 0),
  last_hash bytea not null check (length(last_hash) = 32),
  primary key (cooperative_id, book, year)
);
call kernel.protect_tenant_table('governance.register_head', 'select, insert, update');

-- A row of a register. Which columns a book has is told by its definition in the program; `fields` holds them as text.
create table governance.register_entry (
  cooperative_id uuid not null,
  id uuid not null,
  book text not null,
  year smallint not null,
  number integer not null check (number > 0),
  entry_on date not null,
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  member_id uuid,
  file_id uuid,
  -- A correction is a row of its own that names the row it takes the place of.
  corrects_id uuid,
  correction_reason text,
  entered_at timestamptz not null,
  entered_by uuid not null,
  entered_by_name text not null,
  -- SHA-256 over the row and over the proof of the row before it: a row changed, taken away or slipped in breaks the chain.
  previous_hash bytea not null check (length(previous_hash) = 32),
  row_hash bytea not null check (length(row_hash) = 32),
  primary key (cooperative_id, id),
  constraint register_number unique (cooperative_id, book, year, number),
  constraint register_row_proof unique (cooperative_id, id, row_hash),
  foreign key (cooperative_id, member_id) references members.member (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id),
  foreign key (cooperative_id, corrects_id) references governance.register_entry (cooperative_id, id),
  check ((corrects_id is null) = (correction_reason is null)),
  check (extract(year from entry_on) = year)
);
create unique index register_corrected_once on governance.register_entry (cooperative_id, corrects_id) where corrects_id is not null;
create index register_by_book on governance.register_entry (cooperative_id, book, year desc, number desc);
create index register_of_member on governance.register_entry (cooperative_id, member_id) where member_id is not null;
call kernel.protect_tenant_table('governance.register_entry', 'select, insert');

-- Somebody signed a row in a session of their own. The signature names the proof of exactly that row.
create table governance.register_signature (
  cooperative_id uuid not null,
  entry_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  session_id uuid not null,
  row_hash bytea not null,
  signed_at timestamptz not null,
  primary key (cooperative_id, entry_id, person_id),
  constraint signature_of_this_row foreign key (cooperative_id, entry_id, row_hash)
    references governance.register_entry (cooperative_id, id, row_hash)
);
call kernel.protect_tenant_table('governance.register_signature', 'select, insert');

-- What was answered to a suggestion or an advice. Several answers stand in the order in which they were given.
create table governance.register_answer (
  cooperative_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  answer text not null,
  answered_at timestamptz not null,
  answered_by uuid not null,
  answered_by_name text not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references governance.register_entry (cooperative_id, id)
);
create index answer_of_entry on governance.register_answer (cooperative_id, entry_id);
call kernel.protect_tenant_table('governance.register_answer', 'select, insert');

-- The end of what a row began: an office laid down, an employee who left.
create table governance.register_end (
  cooperative_id uuid not null,
  entry_id uuid not null,
  ended_on date not null,
  reason text not null,
  ended_at timestamptz not null,
  ended_by uuid not null,
  ended_by_name text not null,
  primary key (cooperative_id, entry_id),
  foreign key (cooperative_id, entry_id) references governance.register_entry (cooperative_id, id)
);
call kernel.protect_tenant_table('governance.register_end', 'select, insert');

create schema if not exists books;
grant usage on schema books to sokoguru_app;

-- The budget (RAPB) of a book year. A version is a draft until a resolution approves it; a change after that is the next version.
create table books.budget_version (
  cooperative_id uuid not null,
  id uuid not null,
  year smallint not null check (year between 1900 and 2200),
  version smallint not null check (version >= 1),
  note text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  primary key (cooperative_id, id),
  constraint budget_version_number unique (cooperative_id, year, version)
);
call kernel.protect_tenant_table('books.budget_version', 'select, insert');

create table books.budget_approval (
  cooperative_id uuid not null,
  version_id uuid not null,
  -- The resolution of governance, which stands above the books: named, not pointed at.
  resolution_id uuid not null,
  resolution_number text not null,
  resolved_on date not null,
  -- SHA-256 of the lines that were approved.
  lines_hash bytea not null check (length(lines_hash) = 32),
  approved_at timestamptz not null,
  approved_by uuid not null,
  approved_by_name text not null,
  primary key (cooperative_id, version_id),
  foreign key (cooperative_id, version_id) references books.budget_version (cooperative_id, id)
);
call kernel.protect_tenant_table('books.budget_approval', 'select, insert');

-- What is planned on a chart line in the n-th month of the book year, in the line's normal direction.
create table books.budget_line (
  cooperative_id uuid not null,
  version_id uuid not null,
  chart_code text not null,
  month smallint not null check (month between 1 and 12),
  amount_sen bigint not null check (amount_sen >= 0),
  primary key (cooperative_id, version_id, chart_code, month),
  foreign key (cooperative_id, version_id) references books.budget_version (cooperative_id, id),
  foreign key (cooperative_id, chart_code) references ledger.chart_line (cooperative_id, code)
);
call kernel.protect_tenant_table('books.budget_line', 'select, insert, update, delete');

create function books.keep_approved_budget() returns trigger language plpgsql as $$
begin
  if exists (select 1 from books.budget_approval a
              where a.cooperative_id = coalesce(new.cooperative_id, old.cooperative_id)
                and a.version_id = coalesce(new.version_id, old.version_id)) then
    raise exception 'an approved budget does not change' using errcode = 'check_violation', constraint = 'budget_approved';
  end if;
  return coalesce(new, old);
end
$$;
create trigger approved_budget_stays before insert or update or delete on books.budget_line
  for each row execute function books.keep_approved_budget();

-- Who may write down what a meeting resolved: it unlocks the sharing of a surplus and the budget.
alter table identity.role no force row level security;
alter table identity.role disable row level security;
update identity.role r
   set permissions = (select array_agg(distinct p order by p) from unnest(r.permissions || array['governance.resolve']) p)
 where r.name in ('ketua', 'sekretaris');
alter table identity.role enable row level security;
alter table identity.role force row level security;
