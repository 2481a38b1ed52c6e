-- What supervisors did about the exceptions they were shown. Exceptions themselves are found in the books each time; nothing is copied.

create schema oversight;
grant usage on schema oversight to sokoguru_app;

create table oversight.review (
  cooperative_id uuid not null,
  id uuid not null,
  -- Which rule found it, and what it found: the same thing has the same key whenever it is looked for.
  rule text not null check (rule ~ '^[a-z_]+$'),
  finding_key text not null check (length(finding_key) between 1 and 200),
  verdict text not null check (verdict in ('explained', 'follow_up')),
  note text not null check (length(note) between 5 and 500),
  person_id uuid not null,
  person_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id)
);
create index review_by_finding on oversight.review (cooperative_id, rule, finding_key, id);
call kernel.protect_tenant_table('oversight.review', 'select, insert');
