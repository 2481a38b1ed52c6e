-- The tenant: a cooperative's profile, its branches and units, and its effective-dated parameters.

create schema cooperatives;
grant usage on schema cooperatives to sokoguru_app;

-- The list of cooperatives: what a visitor needs before any tenant is chosen. No personal data, no money.
create table cooperatives.directory (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
  -- Two to four capitals that begin every receipt number.
  short_code text not null unique check (short_code ~ '^[A-Z][A-Z0-9]{1,5}$'),
  name text not null check (length(name) between 3 and 120),
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null
);
call kernel.register_platform_table('cooperatives.directory', 'found by name before a tenant is chosen: sign-in, public pages, receipt checks', 'select, insert, update');

create table cooperatives.profile (
  cooperative_id uuid primary key references cooperatives.directory (id),
  kind text not null check (kind in ('savings_loan', 'sharia_savings', 'multi_business', 'consumer', 'producer', 'service', 'marketing', 'village')),
  level text not null default 'primary' check (level in ('primary', 'secondary')),
  legal_entity_number text,
  coop_registry_number text check (coop_registry_number ~ '^[0-9]{13,16}$'),
  business_id text check (business_id ~ '^[0-9]{13}$'),
  tax_number text,
  street text not null default '',
  region_code text not null check (region_code ~ '^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$'),
  postal_code text check (postal_code ~ '^[0-9]{5}$'),
  phone text,
  email text,
  book_year_start_month smallint not null default 1 check (book_year_start_month between 1 and 12),
  books_open_from date not null,
  chart_template text not null check (chart_template in ('ksp', 'konsumen')),
  updated_at timestamptz not null
);
call kernel.protect_tenant_table('cooperatives.profile', 'select, insert, update');

create table cooperatives.branch (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{1,6}$'),
  name text not null,
  kind text not null check (kind in ('head_office', 'branch', 'sub_branch', 'cash_office')),
  status text not null default 'active' check (status in ('active', 'closed')),
  primary key (cooperative_id, id),
  unique (cooperative_id, code)
);
call kernel.protect_tenant_table('cooperatives.branch', 'select, insert, update');

create table cooperatives.unit (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{1,6}$'),
  name text not null,
  kind text not null check (kind in ('savings_loan', 'shop', 'other')),
  status text not null default 'active' check (status in ('active', 'closed')),
  primary key (cooperative_id, id),
  unique (cooperative_id, code)
);
call kernel.protect_tenant_table('cooperatives.unit', 'select, insert, update');

-- By-law parameters: a new value is a new row with the date from which it holds and the article it rests on.
create table cooperatives.parameter (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null check (name ~ '^[a-z_]+(\.[a-z_]+)*$'),
  effective_from date not null,
  value jsonb not null,
  legal_basis text not null check (length(legal_basis) >= 3),
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (cooperative_id, id)
);
create index parameter_by_name on cooperatives.parameter (cooperative_id, name, effective_from desc, id desc);
call kernel.protect_tenant_table('cooperatives.parameter', 'select, insert');
