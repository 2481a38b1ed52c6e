-- The kernel: how a table is protected, who did what (the command log), and what waits for a second person.

create schema kernel;
grant usage on schema kernel to sokoguru_app;

-- Tables that are not a cooperative's own rows, each with the reason why not. The catalogue test reads this list.
create table kernel.platform_table (
  table_name text primary key,
  reason text not null check (length(reason) >= 10)
);
grant select on kernel.platform_table to sokoguru_app;

-- Enables and forces row-level security with the one plain policy, and grants exactly the named privileges.
-- The policy casts the setting itself: a missing tenant raises, it never returns zero rows.
create procedure kernel.protect_tenant_table(table_name text, privileges text)
language plpgsql as $$
begin
  if privileges !~ '^(select|insert|update|delete)(, (select|insert|update|delete))*$' then
    raise exception 'privileges of % must be select, insert, update or delete', table_name;
  end if;
  execute format('alter table %s enable row level security', table_name::regclass);
  execute format('alter table %s force row level security', table_name::regclass);
  execute format(
    'create policy tenant on %s using (cooperative_id = current_setting(''app.cooperative_id'')::uuid)
       with check (cooperative_id = current_setting(''app.cooperative_id'')::uuid)', table_name::regclass);
  execute format('grant %s on %s to sokoguru_app', privileges, table_name::regclass);
end
$$;

create procedure kernel.register_platform_table(name text, why text, privileges text)
language plpgsql as $$
begin
  if privileges !~ '^(select|insert|update|delete)(, (select|insert|update|delete))*$' then
    raise exception 'privileges of % must be select, insert, update or delete', name;
  end if;
  insert into kernel.platform_table (table_name, reason) values (name, why);
  execute format('grant %s on %s to sokoguru_app', privileges, name::regclass);
end
$$;

-- One row for every command that was decided: the idempotency row and the audit row are the same row. Its id is a uuid v7,
-- so that the primary key is also the order of time.
create table kernel.command_log (
  cooperative_id uuid not null,
  id uuid not null,
  principal_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  name text not null,
  input_hash bytea not null check (length(input_hash) = 32),
  outcome text not null check (outcome in ('done', 'refused', 'held')),
  -- The answer exactly as it was given, so that a replay is the same byte for byte.
  answer text not null,
  reason text,
  actor_kind text not null check (actor_kind in ('staff', 'member', 'system')),
  actor_name text not null,
  session_id uuid,
  device_id uuid,
  approval_id uuid,
  decided_at timestamptz not null,
  primary key (cooperative_id, id),
  constraint command_log_key unique (cooperative_id, principal_id, key),
  check ((outcome = 'refused') = (reason is not null))
);
call kernel.protect_tenant_table('kernel.command_log', 'select, insert');

-- An action over its limit, frozen until a second person decides.
create table kernel.approval (
  cooperative_id uuid not null,
  id uuid not null,
  command text not null,
  -- The frozen input as canonical JSON; the second person approves the hash of exactly these bytes.
  payload text not null,
  payload_hash bytea not null check (length(payload_hash) = 32),
  rule text not null,
  amount_sen bigint check (amount_sen > 0),
  summary text not null,
  permission text not null,
  maker_id uuid not null,
  maker_name text not null,
  maker_session_id uuid,
  requested_at timestamptz not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, id, maker_id)
);
create index approval_by_time on kernel.approval (cooperative_id, requested_at desc, id desc);
call kernel.protect_tenant_table('kernel.approval', 'select, insert');

-- The decision names its maker again, so that the database itself refuses a maker who checks.
create table kernel.approval_decision (
  cooperative_id uuid not null,
  approval_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  checker_name text not null,
  decision text not null check (decision in ('approved', 'returned')),
  reason text not null,
  decided_at timestamptz not null,
  primary key (cooperative_id, approval_id),
  foreign key (cooperative_id, approval_id, maker_id) references kernel.approval (cooperative_id, id, maker_id),
  constraint maker_is_not_checker check (maker_id <> checker_id)
);
call kernel.protect_tenant_table('kernel.approval_decision', 'select, insert');

-- Effects outside the database are jobs, enqueued in the same transaction. The queue's own tables belong to the owner
-- alone, so the application's role adds jobs through this one function; it reads no tenant table.
create function kernel.enqueue(task text, payload json, job_key text default null) returns void
language sql security definer set search_path = pg_catalog as $$
  select graphile_worker.add_job(task, payload, job_key => job_key);
$$;
revoke all on function kernel.enqueue(text, json, text) from public;
grant execute on function kernel.enqueue(text, json, text) to sokoguru_app;
