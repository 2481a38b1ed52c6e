-- Open registration: who made how many cooperatives lately, so that one address cannot make them by the thousand.

create schema setup;
grant usage on schema setup to sokoguru_app;

create table setup.registration (
  id uuid primary key,
  -- Keyed hash of the network address: countable, not readable.
  source_hash text not null check (length(source_hash) between 20 and 100),
  registered_at timestamptz not null
);
create index registration_by_source on setup.registration (source_hash, registered_at);
call kernel.register_platform_table('setup.registration', 'counted before the new cooperative exists: keyed hashes of addresses and times', 'select, insert');
