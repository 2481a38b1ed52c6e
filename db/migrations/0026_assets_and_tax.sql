-- Fixed assets, amounts spread over months, transfers between branches, and taxes withheld or owed. Money is postings of the ledger;
-- here are the contracts and plans behind them, and for each month what was posted.

create schema if not exists books;
grant usage on schema books to sokoguru_app;

-- A kind of asset with its lines of the chart. A cooperative begins with those of its chart template and may set its own over them.
create table books.asset_category (
  cooperative_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{1,29}$'),
  name text not null check (length(name) between 3 and 60),
  asset_code text not null,
  -- Land loses no value: it has neither.
  accumulated_code text,
  expense_code text,
  method text not null check (method in ('straight_line', 'declining_balance', 'none')),
  life_months integer check (life_months between 1 and 600),
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (cooperative_id, code),
  foreign key (cooperative_id, asset_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, accumulated_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, expense_code) references ledger.chart_line (cooperative_id, code),
  check ((method = 'none') = (life_months is null)),
  check ((accumulated_code is null) = (expense_code is null)),
  check (method = 'none' or accumulated_code is not null)
);
call kernel.protect_tenant_table('books.asset_category', 'select, insert, update');

create table books.asset (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null check (length(code) between 1 and 30),
  name text not null check (length(name) between 2 and 120),
  category_code text not null,
  -- As the category had them when the asset was entered: a category changed later moves no older asset.
  asset_code text not null,
  accumulated_code text,
  expense_code text,
  acquired_on date not null,
  quantity integer not null check (quantity between 1 and 100000),
  cost_sen bigint not null check (cost_sen > 0),
  residual_sen bigint not null check (residual_sen between 0 and cost_sen),
  method text not null check (method in ('straight_line', 'declining_balance', 'none')),
  life_months integer check (life_months between 1 and 600),
  -- Of the book value a year; null: double the straight-line rate.
  declining_ppm integer check (declining_ppm between 1 and 1000000),
  -- The first month that we depreciate; what was depreciated before it is the opening amount of an asset taken over.
  depreciates_from date not null check (extract(day from depreciates_from) = 1),
  months_before integer not null default 0 check (months_before >= 0),
  opening_accumulated_sen bigint not null default 0 check (opening_accumulated_sen between 0 and cost_sen - residual_sen),
  taken_over boolean not null,
  branch_id uuid,
  -- As last counted (books.asset_count).
  location text not null,
  holder text,
  condition text not null check (condition in ('good', 'light_damage', 'heavy_damage', 'missing')),
  entry_id uuid,
  status text not null default 'in_use' check (status in ('in_use', 'disposed')),
  registered_at timestamptz not null,
  registered_by uuid not null,
  primary key (cooperative_id, id),
  constraint asset_code_once unique (cooperative_id, code),
  foreign key (cooperative_id, asset_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, accumulated_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, expense_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, branch_id) references cooperatives.branch (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  check ((method = 'none') = (life_months is null)),
  check (method = 'none' or (accumulated_code is not null and expense_code is not null)),
  check (declining_ppm is null or method = 'declining_balance'),
  check (life_months is null or months_before < life_months),
  check (taken_over = (entry_id is null))
);
call kernel.protect_tenant_table('books.asset', 'select, insert, update');

-- What each asset lost in each month. The key is the last guard against booking a month twice.
create table books.asset_depreciation (
  cooperative_id uuid not null,
  asset_id uuid not null,
  month date not null check (extract(day from month) = 1),
  amount_sen bigint not null check (amount_sen >= 0),
  -- None for a month whose share is nothing.
  entry_id uuid,
  primary key (cooperative_id, asset_id, month),
  foreign key (cooperative_id, asset_id) references books.asset (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
create index asset_depreciation_by_month on books.asset_depreciation (cooperative_id, month);
call kernel.protect_tenant_table('books.asset_depreciation', 'select, insert');

create table books.asset_disposal (
  cooperative_id uuid not null,
  asset_id uuid not null,
  kind text not null check (kind in ('sale', 'scrap', 'donation', 'loss', 'mistake')),
  disposed_on date not null,
  proceeds_sen bigint not null check (proceeds_sen >= 0),
  accumulated_sen bigint not null check (accumulated_sen >= 0),
  -- Proceeds less book value: a gain above zero, a loss below.
  result_sen bigint not null,
  reason text not null check (length(reason) between 3 and 200),
  -- None only for an asset that was entered by mistake and never posted.
  entry_id uuid,
  disposed_by uuid not null,
  disposed_by_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, asset_id),
  foreign key (cooperative_id, asset_id) references books.asset (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  check (entry_id is not null or kind = 'mistake')
);
call kernel.protect_tenant_table('books.asset_disposal', 'select, insert');

-- Somebody looked: where it is, who holds it, in what condition.
create table books.asset_count (
  cooperative_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  counted_on date not null,
  condition text not null check (condition in ('good', 'light_damage', 'heavy_damage', 'missing')),
  quantity integer not null check (quantity >= 0),
  location text not null,
  holder text,
  note text,
  counted_by uuid not null,
  counted_by_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, asset_id) references books.asset (cooperative_id, id)
);
create index asset_count_by_asset on books.asset_count (cooperative_id, asset_id, written_at desc);
call kernel.protect_tenant_table('books.asset_count', 'select, insert');

create table books.asset_photo (
  cooperative_id uuid not null,
  asset_id uuid not null,
  file_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (cooperative_id, asset_id, file_id),
  foreign key (cooperative_id, asset_id) references books.asset (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id)
);
call kernel.protect_tenant_table('books.asset_photo', 'select, insert');

-- An amount that belongs to several months: paid ahead, received ahead, or owed little by little.
create table books.deferral (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('prepaid', 'unearned', 'accrued')),
  name text not null check (length(name) between 3 and 120),
  amount_sen bigint not null check (amount_sen > 0),
  balance_code text not null,
  result_code text not null,
  first_month date not null check (extract(day from first_month) = 1),
  months integer not null check (months between 1 and 240),
  branch_id uuid,
  -- The posting that began it; null when it was in the books already, and for what is owed little by little.
  entry_id uuid,
  status text not null default 'running' check (status in ('running', 'ended')),
  ended_on date,
  end_reason text,
  end_entry_id uuid,
  registered_at timestamptz not null,
  registered_by uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, balance_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, result_code) references ledger.chart_line (cooperative_id, code),
  foreign key (cooperative_id, branch_id) references cooperatives.branch (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, end_entry_id) references ledger.entry (cooperative_id, id),
  check ((status = 'ended') = (ended_on is not null)),
  check ((status = 'ended') = (end_reason is not null))
);
call kernel.protect_tenant_table('books.deferral', 'select, insert, update');

create table books.deferral_month (
  cooperative_id uuid not null,
  deferral_id uuid not null,
  month date not null check (extract(day from month) = 1),
  amount_sen bigint not null check (amount_sen >= 0),
  entry_id uuid,
  primary key (cooperative_id, deferral_id, month),
  foreign key (cooperative_id, deferral_id) references books.deferral (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
call kernel.protect_tenant_table('books.deferral_month', 'select, insert');

-- What one branch gave another: two entries, one in each branch's books, joined here.
create table books.branch_transfer (
  cooperative_id uuid not null,
  id uuid not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  amount_sen bigint not null check (amount_sen > 0),
  happened_on date not null,
  description text not null,
  from_entry_id uuid not null,
  to_entry_id uuid not null,
  reversed_on date,
  written_at timestamptz not null,
  written_by uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, from_branch_id) references cooperatives.branch (cooperative_id, id),
  foreign key (cooperative_id, to_branch_id) references cooperatives.branch (cooperative_id, id),
  foreign key (cooperative_id, from_entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, to_entry_id) references ledger.entry (cooperative_id, id),
  check (from_branch_id <> to_branch_id)
);
call kernel.protect_tenant_table('books.branch_transfer', 'select, insert, update');

-- Numbers of withholding slips, by tax and calendar year; the row's lock orders those who draw.
create table books.tax_slip_series (
  cooperative_id uuid not null,
  tax text not null check (tax in ('pph21', 'pph23', 'pph4_2')),
  year integer not null check (year between 2000 and 2199),
  last_number integer not null check (last_number > 0),
  primary key (cooperative_id, tax, year)
);
call kernel.protect_tenant_table('books.tax_slip_series', 'select, insert, update');

-- A payment from which tax was withheld, and its slip.
create table books.tax_withholding (
  cooperative_id uuid not null,
  id uuid not null,
  tax text not null check (tax in ('pph21', 'pph23', 'pph4_2')),
  object text not null,
  slip_number text not null,
  paid_on date not null,
  payee_name text not null check (length(payee_name) between 2 and 120),
  -- NPWP or NIK, sealed; the last four digits stand open for lists.
  payee_number_sealed text,
  payee_number_end text,
  gross_sen bigint not null check (gross_sen > 0),
  base_sen bigint not null check (base_sen >= 0),
  tax_sen bigint not null check (tax_sen >= 0 and tax_sen <= gross_sen),
  rate_text text not null,
  legal_basis text not null,
  description text not null,
  entry_id uuid not null,
  voided_on date,
  void_reason text,
  void_entry_id uuid,
  written_at timestamptz not null,
  written_by uuid not null,
  written_by_name text not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, slip_number),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, void_entry_id) references ledger.entry (cooperative_id, id),
  check ((payee_number_sealed is null) = (payee_number_end is null)),
  check ((voided_on is null) = (void_reason is null)),
  check ((voided_on is null) = (void_entry_id is null))
);
create index tax_withholding_by_date on books.tax_withholding (cooperative_id, paid_on desc, id desc);
call kernel.protect_tenant_table('books.tax_withholding', 'select, insert, update');

-- Income tax of the cooperative itself as booked: of a month's turnover, or of a book year. Booked again, only the difference is posted.
create table books.income_tax (
  cooperative_id uuid not null,
  id uuid not null,
  regime text not null check (regime in ('umkm', 'corporate')),
  starts_on date not null,
  ends_before date not null check (ends_before > starts_on),
  base_sen bigint not null,
  -- The difference posted by this row.
  tax_sen bigint not null check (tax_sen <> 0),
  computation jsonb not null,
  entry_id uuid not null,
  written_at timestamptz not null,
  written_by uuid not null,
  primary key (cooperative_id, id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
create index income_tax_by_period on books.income_tax (cooperative_id, starts_on);
call kernel.protect_tenant_table('books.income_tax', 'select, insert');

-- Tax paid to the state, for one month and kind.
create table books.tax_payment (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('pph21', 'pph23', 'pph4_2', 'savings_interest', 'umkm', 'corporate')),
  month date not null check (extract(day from month) = 1),
  amount_sen bigint not null check (amount_sen > 0),
  paid_on date not null,
  -- The state's number of the payment, 16 characters.
  ntpn text not null check (ntpn ~ '^[0-9A-Z]{16}$'),
  entry_id uuid not null,
  written_at timestamptz not null,
  written_by uuid not null,
  primary key (cooperative_id, id),
  constraint tax_payment_ntpn_once unique (cooperative_id, ntpn),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id)
);
create index tax_payment_by_month on books.tax_payment (cooperative_id, month);
call kernel.protect_tenant_table('books.tax_payment', 'select, insert');
