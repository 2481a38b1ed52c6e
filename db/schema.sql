-- What the migrations add up to. Written by: node bin/dump-schema.ts

create schema bank;
create schema books;
create schema cooperatives;
create schema documents;
create schema governance;
create schema identity;
create schema imports;
create schema kernel;
create schema ledger;
create schema loans;
create schema members;
create schema oversight;
create schema payments;
create schema savings;
create schema setup;
create schema shu;

grant usage on schema bank to sokoguru_app;
grant usage on schema books to sokoguru_app;
grant usage on schema cooperatives to sokoguru_app;
grant usage on schema documents to sokoguru_app;
grant usage on schema governance to sokoguru_app;
grant usage on schema identity to sokoguru_app;
grant usage on schema imports to sokoguru_app;
grant usage on schema kernel to sokoguru_app;
grant usage on schema ledger to sokoguru_app;
grant usage on schema loans to sokoguru_app;
grant usage on schema members to sokoguru_app;
grant usage on schema oversight to sokoguru_app;
grant usage on schema payments to sokoguru_app;
grant usage on schema savings to sokoguru_app;
grant usage on schema setup to sokoguru_app;
grant usage on schema shu to sokoguru_app;

create table bank.account (
  cooperative_id uuid not null,
  id uuid not null,
  bank text not null,
  number text not null,
  name text not null,
  chart_code text not null,
  branch_id uuid,
  starts_on date not null,
  status text default 'active'::text not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint account_pkey PRIMARY KEY (cooperative_id, id),
  constraint account_cooperative_id_branch_id_fkey FOREIGN KEY (cooperative_id, branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint account_cooperative_id_chart_code_fkey FOREIGN KEY (cooperative_id, chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint account_bank_check CHECK (length(bank) >= 2 AND length(bank) <= 40),
  constraint account_name_check CHECK (length(name) >= 2 AND length(name) <= 80),
  constraint account_number_check CHECK (number ~ '^[0-9]{3,34}$'::text),
  constraint account_status_check CHECK (status = ANY (ARRAY['active'::text, 'closed'::text]))
);
create table bank.line (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  statement_id uuid not null,
  no integer not null,
  booked_on date not null,
  value_on date,
  amount_sen bigint not null,
  balance_after_sen bigint,
  description text not null,
  counterparty text,
  reference text,
  fingerprint text not null,
  ordinal integer not null,
  constraint line_pkey PRIMARY KEY (cooperative_id, id),
  constraint line_cooperative_id_account_id_fingerprint_ordinal_key UNIQUE (cooperative_id, account_id, fingerprint, ordinal),
  constraint line_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint line_cooperative_id_statement_id_fkey FOREIGN KEY (cooperative_id, statement_id) REFERENCES bank.statement(cooperative_id, id),
  constraint line_amount_sen_check CHECK (amount_sen <> 0),
  constraint line_description_check CHECK (length(description) >= 1 AND length(description) <= 2000),
  constraint line_fingerprint_check CHECK (fingerprint ~ '^[0-9a-f]{64}$'::text),
  constraint line_no_check CHECK (no >= 1),
  constraint line_ordinal_check CHECK (ordinal >= 1)
);
create table bank.match (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  reason text not null,
  matched_at timestamp with time zone not null,
  matched_by uuid not null,
  matched_by_name text not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  undone_by_name text,
  undone_reason text,
  constraint match_pkey PRIMARY KEY (cooperative_id, id),
  constraint match_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint match_check CHECK ((undone_at IS NULL) = (undone_reason IS NULL) AND (undone_at IS NULL) = (undone_by IS NULL)),
  constraint match_kind_check CHECK (kind = ANY (ARRAY['pair'::text, 'split'::text, 'group'::text, 'offset'::text, 'booked'::text])),
  constraint match_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 400),
  constraint match_undone_reason_check CHECK (length(undone_reason) >= 3 AND length(undone_reason) <= 300)
);
create table bank.match_entry (
  cooperative_id uuid not null,
  match_id uuid not null,
  entry_id uuid not null,
  "position" smallint not null,
  live boolean default true not null,
  constraint match_entry_pkey PRIMARY KEY (cooperative_id, match_id, entry_id, "position"),
  constraint match_entry_cooperative_id_entry_id_position_fkey FOREIGN KEY (cooperative_id, entry_id, "position") REFERENCES ledger.line(cooperative_id, entry_id, "position"),
  constraint match_entry_cooperative_id_match_id_fkey FOREIGN KEY (cooperative_id, match_id) REFERENCES bank.match(cooperative_id, id)
);
create table bank.match_line (
  cooperative_id uuid not null,
  match_id uuid not null,
  line_id uuid not null,
  live boolean default true not null,
  constraint match_line_pkey PRIMARY KEY (cooperative_id, match_id, line_id),
  constraint match_line_cooperative_id_line_id_fkey FOREIGN KEY (cooperative_id, line_id) REFERENCES bank.line(cooperative_id, id),
  constraint match_line_cooperative_id_match_id_fkey FOREIGN KEY (cooperative_id, match_id) REFERENCES bank.match(cooperative_id, id)
);
create table bank.reconciliation (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  starts_on date not null,
  ends_before date not null,
  book_sen bigint not null,
  in_books_only_sen bigint not null,
  in_bank_only_sen bigint not null,
  bank_sen bigint not null,
  through_number bigint not null,
  closed_at timestamp with time zone not null,
  closed_by uuid not null,
  closed_by_name text not null,
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopened_by_name text,
  reopened_reason text,
  constraint reconciliation_pkey PRIMARY KEY (cooperative_id, id),
  constraint reconciliation_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint reconciliation_adds_up CHECK (bank_sen = (book_sen - in_books_only_sen + in_bank_only_sen)),
  constraint reconciliation_check CHECK (ends_before > starts_on),
  constraint reconciliation_check1 CHECK ((reopened_at IS NULL) = (reopened_reason IS NULL)),
  constraint reconciliation_reopened_reason_check CHECK (length(reopened_reason) >= 3 AND length(reopened_reason) <= 300)
);
create table bank.rule (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid,
  name text not null,
  contains text,
  direction text not null,
  amount_from_sen bigint,
  amount_to_sen bigint,
  chart_code text not null,
  description text not null,
  automatic boolean default false not null,
  status text default 'active'::text not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  added_by_name text not null,
  constraint rule_pkey PRIMARY KEY (cooperative_id, id),
  constraint rule_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint rule_cooperative_id_chart_code_fkey FOREIGN KEY (cooperative_id, chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint rule_amount_from_sen_check CHECK (amount_from_sen > 0),
  constraint rule_check CHECK (amount_to_sen >= amount_from_sen),
  constraint rule_contains_check CHECK (length(contains) >= 2 AND length(contains) <= 100),
  constraint rule_description_check CHECK (length(description) >= 2 AND length(description) <= 200),
  constraint rule_direction_check CHECK (direction = ANY (ARRAY['in'::text, 'out'::text, 'any'::text])),
  constraint rule_name_check CHECK (length(name) >= 2 AND length(name) <= 80),
  constraint rule_says_something CHECK (contains IS NOT NULL OR amount_from_sen IS NOT NULL),
  constraint rule_status_check CHECK (status = ANY (ARRAY['active'::text, 'ended'::text]))
);
create table bank.statement (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  upload_id uuid not null,
  format text not null,
  layout text not null,
  from_on date not null,
  to_on date not null,
  opening_sen bigint,
  closing_sen bigint,
  lines_read integer not null,
  lines_new integer not null,
  warnings jsonb not null,
  imported_at timestamp with time zone not null,
  imported_by uuid not null,
  imported_by_name text not null,
  constraint statement_pkey PRIMARY KEY (cooperative_id, id),
  constraint statement_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint statement_cooperative_id_upload_id_fkey FOREIGN KEY (cooperative_id, upload_id) REFERENCES bank.upload(cooperative_id, id),
  constraint statement_check CHECK (lines_new >= 0 AND lines_new <= lines_read),
  constraint statement_check1 CHECK (to_on >= from_on),
  constraint statement_format_check CHECK (format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'mt940'::text, 'camt053'::text])),
  constraint statement_lines_read_check CHECK (lines_read >= 0)
);
create table bank.upload (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  file_id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  imported_at timestamp with time zone,
  constraint upload_pkey PRIMARY KEY (cooperative_id, id),
  constraint upload_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES bank.account(cooperative_id, id),
  constraint upload_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint upload_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint upload_file_sha256_check CHECK (file_sha256 ~ '^[0-9a-f]{64}$'::text)
);
create table books.asset (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  category_code text not null,
  asset_code text not null,
  accumulated_code text,
  expense_code text,
  acquired_on date not null,
  quantity integer not null,
  cost_sen bigint not null,
  residual_sen bigint not null,
  method text not null,
  life_months integer,
  declining_ppm integer,
  depreciates_from date not null,
  months_before integer default 0 not null,
  opening_accumulated_sen bigint default 0 not null,
  taken_over boolean not null,
  branch_id uuid,
  location text not null,
  holder text,
  condition text not null,
  entry_id uuid,
  status text default 'in_use'::text not null,
  registered_at timestamp with time zone not null,
  registered_by uuid not null,
  constraint asset_pkey PRIMARY KEY (cooperative_id, id),
  constraint asset_code_once UNIQUE (cooperative_id, code),
  constraint asset_cooperative_id_accumulated_code_fkey FOREIGN KEY (cooperative_id, accumulated_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_cooperative_id_asset_code_fkey FOREIGN KEY (cooperative_id, asset_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_cooperative_id_branch_id_fkey FOREIGN KEY (cooperative_id, branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint asset_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint asset_cooperative_id_expense_code_fkey FOREIGN KEY (cooperative_id, expense_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_check CHECK (residual_sen >= 0 AND residual_sen <= cost_sen),
  constraint asset_check1 CHECK (opening_accumulated_sen >= 0 AND opening_accumulated_sen <= (cost_sen - residual_sen)),
  constraint asset_check2 CHECK ((method = 'none'::text) = (life_months IS NULL)),
  constraint asset_check3 CHECK (method = 'none'::text OR accumulated_code IS NOT NULL AND expense_code IS NOT NULL),
  constraint asset_check4 CHECK (declining_ppm IS NULL OR method = 'declining_balance'::text),
  constraint asset_check5 CHECK (life_months IS NULL OR months_before < life_months),
  constraint asset_check6 CHECK (taken_over = (entry_id IS NULL)),
  constraint asset_code_check CHECK (length(code) >= 1 AND length(code) <= 30),
  constraint asset_condition_check CHECK (condition = ANY (ARRAY['good'::text, 'light_damage'::text, 'heavy_damage'::text, 'missing'::text])),
  constraint asset_cost_sen_check CHECK (cost_sen > 0),
  constraint asset_declining_ppm_check CHECK (declining_ppm >= 1 AND declining_ppm <= 1000000),
  constraint asset_depreciates_from_check CHECK (EXTRACT(day FROM depreciates_from) = 1::numeric),
  constraint asset_life_months_check CHECK (life_months >= 1 AND life_months <= 600),
  constraint asset_method_check CHECK (method = ANY (ARRAY['straight_line'::text, 'declining_balance'::text, 'none'::text])),
  constraint asset_months_before_check CHECK (months_before >= 0),
  constraint asset_name_check CHECK (length(name) >= 2 AND length(name) <= 120),
  constraint asset_quantity_check CHECK (quantity >= 1 AND quantity <= 100000),
  constraint asset_status_check CHECK (status = ANY (ARRAY['in_use'::text, 'disposed'::text]))
);
create table books.asset_category (
  cooperative_id uuid not null,
  code text not null,
  name text not null,
  asset_code text not null,
  accumulated_code text,
  expense_code text,
  method text not null,
  life_months integer,
  set_at timestamp with time zone not null,
  set_by uuid not null,
  constraint asset_category_pkey PRIMARY KEY (cooperative_id, code),
  constraint asset_category_cooperative_id_accumulated_code_fkey FOREIGN KEY (cooperative_id, accumulated_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_category_cooperative_id_asset_code_fkey FOREIGN KEY (cooperative_id, asset_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_category_cooperative_id_expense_code_fkey FOREIGN KEY (cooperative_id, expense_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint asset_category_check CHECK ((method = 'none'::text) = (life_months IS NULL)),
  constraint asset_category_check1 CHECK ((accumulated_code IS NULL) = (expense_code IS NULL)),
  constraint asset_category_check2 CHECK (method = 'none'::text OR accumulated_code IS NOT NULL),
  constraint asset_category_code_check CHECK (code ~ '^[a-z][a-z0-9_]{1,29}$'::text),
  constraint asset_category_life_months_check CHECK (life_months >= 1 AND life_months <= 600),
  constraint asset_category_method_check CHECK (method = ANY (ARRAY['straight_line'::text, 'declining_balance'::text, 'none'::text])),
  constraint asset_category_name_check CHECK (length(name) >= 3 AND length(name) <= 60)
);
create table books.asset_count (
  cooperative_id uuid not null,
  id uuid not null,
  asset_id uuid not null,
  counted_on date not null,
  condition text not null,
  quantity integer not null,
  location text not null,
  holder text,
  note text,
  counted_by uuid not null,
  counted_by_name text not null,
  written_at timestamp with time zone not null,
  constraint asset_count_pkey PRIMARY KEY (cooperative_id, id),
  constraint asset_count_cooperative_id_asset_id_fkey FOREIGN KEY (cooperative_id, asset_id) REFERENCES books.asset(cooperative_id, id),
  constraint asset_count_condition_check CHECK (condition = ANY (ARRAY['good'::text, 'light_damage'::text, 'heavy_damage'::text, 'missing'::text])),
  constraint asset_count_quantity_check CHECK (quantity >= 0)
);
create table books.asset_depreciation (
  cooperative_id uuid not null,
  asset_id uuid not null,
  month date not null,
  amount_sen bigint not null,
  entry_id uuid,
  constraint asset_depreciation_pkey PRIMARY KEY (cooperative_id, asset_id, month),
  constraint asset_depreciation_cooperative_id_asset_id_fkey FOREIGN KEY (cooperative_id, asset_id) REFERENCES books.asset(cooperative_id, id),
  constraint asset_depreciation_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint asset_depreciation_amount_sen_check CHECK (amount_sen >= 0),
  constraint asset_depreciation_month_check CHECK (EXTRACT(day FROM month) = 1::numeric)
);
create table books.asset_disposal (
  cooperative_id uuid not null,
  asset_id uuid not null,
  kind text not null,
  disposed_on date not null,
  proceeds_sen bigint not null,
  accumulated_sen bigint not null,
  result_sen bigint not null,
  reason text not null,
  entry_id uuid,
  disposed_by uuid not null,
  disposed_by_name text not null,
  written_at timestamp with time zone not null,
  constraint asset_disposal_pkey PRIMARY KEY (cooperative_id, asset_id),
  constraint asset_disposal_cooperative_id_asset_id_fkey FOREIGN KEY (cooperative_id, asset_id) REFERENCES books.asset(cooperative_id, id),
  constraint asset_disposal_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint asset_disposal_accumulated_sen_check CHECK (accumulated_sen >= 0),
  constraint asset_disposal_check CHECK (entry_id IS NOT NULL OR kind = 'mistake'::text),
  constraint asset_disposal_kind_check CHECK (kind = ANY (ARRAY['sale'::text, 'scrap'::text, 'donation'::text, 'loss'::text, 'mistake'::text])),
  constraint asset_disposal_proceeds_sen_check CHECK (proceeds_sen >= 0),
  constraint asset_disposal_reason_check CHECK (length(reason) >= 3 AND length(reason) <= 200)
);
create table books.asset_photo (
  cooperative_id uuid not null,
  asset_id uuid not null,
  file_id uuid not null,
  name text not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint asset_photo_pkey PRIMARY KEY (cooperative_id, asset_id, file_id),
  constraint asset_photo_cooperative_id_asset_id_fkey FOREIGN KEY (cooperative_id, asset_id) REFERENCES books.asset(cooperative_id, id),
  constraint asset_photo_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint asset_photo_name_check CHECK (length(name) >= 1 AND length(name) <= 120)
);
create table books.branch_transfer (
  cooperative_id uuid not null,
  id uuid not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  amount_sen bigint not null,
  happened_on date not null,
  description text not null,
  from_entry_id uuid not null,
  to_entry_id uuid not null,
  reversed_on date,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint branch_transfer_pkey PRIMARY KEY (cooperative_id, id),
  constraint branch_transfer_cooperative_id_from_branch_id_fkey FOREIGN KEY (cooperative_id, from_branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint branch_transfer_cooperative_id_from_entry_id_fkey FOREIGN KEY (cooperative_id, from_entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint branch_transfer_cooperative_id_to_branch_id_fkey FOREIGN KEY (cooperative_id, to_branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint branch_transfer_cooperative_id_to_entry_id_fkey FOREIGN KEY (cooperative_id, to_entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint branch_transfer_amount_sen_check CHECK (amount_sen > 0),
  constraint branch_transfer_check CHECK (from_branch_id <> to_branch_id)
);
create table books.budget_approval (
  cooperative_id uuid not null,
  version_id uuid not null,
  resolution_id uuid not null,
  resolution_number text not null,
  resolved_on date not null,
  lines_hash bytea not null,
  approved_at timestamp with time zone not null,
  approved_by uuid not null,
  approved_by_name text not null,
  constraint budget_approval_pkey PRIMARY KEY (cooperative_id, version_id),
  constraint budget_approval_cooperative_id_version_id_fkey FOREIGN KEY (cooperative_id, version_id) REFERENCES books.budget_version(cooperative_id, id),
  constraint budget_approval_lines_hash_check CHECK (length(lines_hash) = 32)
);
create table books.budget_line (
  cooperative_id uuid not null,
  version_id uuid not null,
  chart_code text not null,
  month smallint not null,
  amount_sen bigint not null,
  constraint budget_line_pkey PRIMARY KEY (cooperative_id, version_id, chart_code, month),
  constraint budget_line_cooperative_id_chart_code_fkey FOREIGN KEY (cooperative_id, chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint budget_line_cooperative_id_version_id_fkey FOREIGN KEY (cooperative_id, version_id) REFERENCES books.budget_version(cooperative_id, id),
  constraint budget_line_amount_sen_check CHECK (amount_sen >= 0),
  constraint budget_line_month_check CHECK (month >= 1 AND month <= 12)
);
create table books.budget_version (
  cooperative_id uuid not null,
  id uuid not null,
  year smallint not null,
  version smallint not null,
  note text not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  created_by_name text not null,
  constraint budget_version_pkey PRIMARY KEY (cooperative_id, id),
  constraint budget_version_number UNIQUE (cooperative_id, year, version),
  constraint budget_version_version_check CHECK (version >= 1),
  constraint budget_version_year_check CHECK (year >= 1900 AND year <= 2200)
);
create table books.deferral (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  amount_sen bigint not null,
  balance_code text not null,
  result_code text not null,
  first_month date not null,
  months integer not null,
  branch_id uuid,
  entry_id uuid,
  status text default 'running'::text not null,
  ended_on date,
  end_reason text,
  end_entry_id uuid,
  registered_at timestamp with time zone not null,
  registered_by uuid not null,
  constraint deferral_pkey PRIMARY KEY (cooperative_id, id),
  constraint deferral_cooperative_id_balance_code_fkey FOREIGN KEY (cooperative_id, balance_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint deferral_cooperative_id_branch_id_fkey FOREIGN KEY (cooperative_id, branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint deferral_cooperative_id_end_entry_id_fkey FOREIGN KEY (cooperative_id, end_entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint deferral_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint deferral_cooperative_id_result_code_fkey FOREIGN KEY (cooperative_id, result_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint deferral_amount_sen_check CHECK (amount_sen > 0),
  constraint deferral_check CHECK ((status = 'ended'::text) = (ended_on IS NOT NULL)),
  constraint deferral_check1 CHECK ((status = 'ended'::text) = (end_reason IS NOT NULL)),
  constraint deferral_first_month_check CHECK (EXTRACT(day FROM first_month) = 1::numeric),
  constraint deferral_kind_check CHECK (kind = ANY (ARRAY['prepaid'::text, 'unearned'::text, 'accrued'::text])),
  constraint deferral_months_check CHECK (months >= 1 AND months <= 240),
  constraint deferral_name_check CHECK (length(name) >= 3 AND length(name) <= 120),
  constraint deferral_status_check CHECK (status = ANY (ARRAY['running'::text, 'ended'::text]))
);
create table books.deferral_month (
  cooperative_id uuid not null,
  deferral_id uuid not null,
  month date not null,
  amount_sen bigint not null,
  entry_id uuid,
  constraint deferral_month_pkey PRIMARY KEY (cooperative_id, deferral_id, month),
  constraint deferral_month_cooperative_id_deferral_id_fkey FOREIGN KEY (cooperative_id, deferral_id) REFERENCES books.deferral(cooperative_id, id),
  constraint deferral_month_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint deferral_month_amount_sen_check CHECK (amount_sen >= 0),
  constraint deferral_month_month_check CHECK (EXTRACT(day FROM month) = 1::numeric)
);
create table books.income_tax (
  cooperative_id uuid not null,
  id uuid not null,
  regime text not null,
  starts_on date not null,
  ends_before date not null,
  base_sen bigint not null,
  tax_sen bigint not null,
  computation jsonb not null,
  entry_id uuid not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint income_tax_pkey PRIMARY KEY (cooperative_id, id),
  constraint income_tax_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint income_tax_check CHECK (ends_before > starts_on),
  constraint income_tax_regime_check CHECK (regime = ANY (ARRAY['umkm'::text, 'corporate'::text])),
  constraint income_tax_tax_sen_check CHECK (tax_sen <> 0)
);
create table books.journal_draft (
  cooperative_id uuid not null,
  id uuid not null,
  happened_on date,
  description text not null,
  lines jsonb not null,
  vouchers jsonb not null,
  branch_id uuid,
  unit_id uuid,
  turns_round boolean not null,
  version integer default 1 not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamp with time zone not null,
  constraint journal_draft_pkey PRIMARY KEY (cooperative_id, id),
  constraint journal_draft_description_check CHECK (length(description) <= 300),
  constraint journal_draft_lines_check CHECK (jsonb_typeof(lines) = 'array'::text),
  constraint journal_draft_version_check CHECK (version > 0),
  constraint journal_draft_vouchers_check CHECK (jsonb_typeof(vouchers) = 'array'::text)
);
create table books.journal_draft_end (
  cooperative_id uuid not null,
  draft_id uuid not null,
  entry_id uuid,
  ended_by uuid not null,
  ended_by_name text not null,
  ended_at timestamp with time zone not null,
  constraint journal_draft_end_pkey PRIMARY KEY (cooperative_id, draft_id),
  constraint journal_draft_end_cooperative_id_draft_id_fkey FOREIGN KEY (cooperative_id, draft_id) REFERENCES books.journal_draft(cooperative_id, id),
  constraint journal_draft_end_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id)
);
create table books.journal_import (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  row_count integer not null,
  vouchers jsonb not null,
  faults jsonb not null,
  read_by uuid not null,
  read_by_name text not null,
  read_at timestamp with time zone not null,
  constraint journal_import_pkey PRIMARY KEY (cooperative_id, id),
  constraint journal_import_faults_check CHECK (jsonb_typeof(faults) = 'array'::text),
  constraint journal_import_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint journal_import_file_sha256_check CHECK (file_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint journal_import_row_count_check CHECK (row_count >= 0),
  constraint journal_import_vouchers_check CHECK (jsonb_typeof(vouchers) = 'array'::text)
);
create table books.journal_import_written (
  cooperative_id uuid not null,
  import_id uuid not null,
  file_sha256 text not null,
  first_number bigint not null,
  last_number bigint not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamp with time zone not null,
  constraint journal_import_written_pkey PRIMARY KEY (cooperative_id, import_id),
  constraint journal_import_written_cooperative_id_file_sha256_key UNIQUE (cooperative_id, file_sha256),
  constraint journal_import_written_cooperative_id_import_id_fkey FOREIGN KEY (cooperative_id, import_id) REFERENCES books.journal_import(cooperative_id, id),
  constraint journal_import_written_check CHECK (last_number >= first_number),
  constraint journal_import_written_first_number_check CHECK (first_number > 0)
);
create table books.journal_template (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null,
  description text not null,
  lines jsonb not null,
  version integer default 1 not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint journal_template_pkey PRIMARY KEY (cooperative_id, id),
  constraint journal_template_description_check CHECK (length(description) <= 300),
  constraint journal_template_lines_check CHECK (jsonb_typeof(lines) = 'array'::text),
  constraint journal_template_name_check CHECK (length(name) >= 1 AND length(name) <= 80),
  constraint journal_template_version_check CHECK (version > 0)
);
create table books.note (
  cooperative_id uuid not null,
  book_year integer not null,
  section text not null,
  version integer not null,
  words text not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (cooperative_id, book_year, section, version),
  constraint note_book_year_check CHECK (book_year >= 1900 AND book_year <= 2999),
  constraint note_section_check CHECK (section ~ '^[a-z_]{3,40}$'::text),
  constraint note_version_check CHECK (version >= 1),
  constraint note_words_check CHECK (length(words) <= 8000)
);
create table books.period_act (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null,
  starts_on date not null,
  ends_before date not null,
  act text not null,
  person_id uuid not null,
  person_name text not null,
  acted_at timestamp with time zone not null,
  reason text,
  accepted jsonb default '[]'::jsonb not null,
  through_number bigint not null,
  checksum text,
  approval_id uuid,
  command_id uuid not null,
  constraint period_act_pkey PRIMARY KEY (cooperative_id, id),
  constraint period_act_accepted_check CHECK (jsonb_typeof(accepted) = 'array'::text),
  constraint period_act_act_check CHECK (act = ANY (ARRAY['close'::text, 'reopen'::text, 'lock'::text])),
  constraint period_act_check CHECK (ends_before > starts_on),
  constraint period_act_check1 CHECK ((act = 'close'::text) = (checksum IS NOT NULL)),
  constraint period_act_check2 CHECK (act <> 'reopen'::text OR reason IS NOT NULL AND approval_id IS NOT NULL),
  constraint period_act_checksum_check CHECK (checksum ~ '^[0-9a-f]{64}$'::text),
  constraint period_act_kind_check CHECK (kind = ANY (ARRAY['day'::text, 'month'::text, 'year'::text])),
  constraint period_act_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 300),
  constraint period_act_through_number_check CHECK (through_number >= 0)
);
create table books.planned_reversal (
  cooperative_id uuid not null,
  entry_id uuid not null,
  reverse_on date not null,
  planned_by uuid not null,
  planned_by_name text not null,
  planned_at timestamp with time zone not null,
  constraint planned_reversal_pkey PRIMARY KEY (cooperative_id, entry_id),
  constraint planned_reversal_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id)
);
create table books.planned_reversal_end (
  cooperative_id uuid not null,
  entry_id uuid not null,
  reversal_id uuid,
  reason text,
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamp with time zone not null,
  constraint planned_reversal_end_pkey PRIMARY KEY (cooperative_id, entry_id),
  constraint planned_reversal_end_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES books.planned_reversal(cooperative_id, entry_id),
  constraint planned_reversal_end_cooperative_id_reversal_id_fkey FOREIGN KEY (cooperative_id, reversal_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint planned_reversal_end_check CHECK ((reversal_id IS NULL) = (reason IS NOT NULL)),
  constraint planned_reversal_end_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 200)
);
create table books.recurring_entry (
  cooperative_id uuid not null,
  id uuid not null,
  description text not null,
  lines jsonb not null,
  amount_sen bigint not null,
  branch_id uuid,
  unit_id uuid,
  every text not null,
  day_of_month smallint not null,
  starts_on date not null,
  ends_on date,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  constraint recurring_entry_pkey PRIMARY KEY (cooperative_id, id),
  constraint recurring_entry_amount_sen_check CHECK (amount_sen > 0),
  constraint recurring_entry_check CHECK (ends_on >= starts_on),
  constraint recurring_entry_day_of_month_check CHECK (day_of_month >= 1 AND day_of_month <= 31),
  constraint recurring_entry_description_check CHECK (length(description) >= 1 AND length(description) <= 300),
  constraint recurring_entry_every_check CHECK (every = ANY (ARRAY['week'::text, 'month'::text, 'quarter'::text])),
  constraint recurring_entry_lines_check CHECK (jsonb_typeof(lines) = 'array'::text)
);
create table books.recurring_run (
  cooperative_id uuid not null,
  recurring_id uuid not null,
  due_on date not null,
  entry_id uuid,
  reason text,
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamp with time zone not null,
  constraint recurring_run_pkey PRIMARY KEY (cooperative_id, recurring_id, due_on),
  constraint recurring_run_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint recurring_run_cooperative_id_recurring_id_fkey FOREIGN KEY (cooperative_id, recurring_id) REFERENCES books.recurring_entry(cooperative_id, id),
  constraint recurring_run_check CHECK ((entry_id IS NULL) = (reason IS NOT NULL)),
  constraint recurring_run_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 200)
);
create table books.recurring_stop (
  cooperative_id uuid not null,
  recurring_id uuid not null,
  from_day date not null,
  reason text not null,
  stopped_by uuid not null,
  stopped_by_name text not null,
  stopped_at timestamp with time zone not null,
  constraint recurring_stop_pkey PRIMARY KEY (cooperative_id, recurring_id),
  constraint recurring_stop_cooperative_id_recurring_id_fkey FOREIGN KEY (cooperative_id, recurring_id) REFERENCES books.recurring_entry(cooperative_id, id),
  constraint recurring_stop_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 200)
);
create table books.tax_payment (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null,
  month date not null,
  amount_sen bigint not null,
  paid_on date not null,
  ntpn text not null,
  entry_id uuid not null,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  constraint tax_payment_pkey PRIMARY KEY (cooperative_id, id),
  constraint tax_payment_ntpn_once UNIQUE (cooperative_id, ntpn),
  constraint tax_payment_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint tax_payment_amount_sen_check CHECK (amount_sen > 0),
  constraint tax_payment_kind_check CHECK (kind = ANY (ARRAY['pph21'::text, 'pph23'::text, 'pph4_2'::text, 'savings_interest'::text, 'umkm'::text, 'corporate'::text])),
  constraint tax_payment_month_check CHECK (EXTRACT(day FROM month) = 1::numeric),
  constraint tax_payment_ntpn_check CHECK (ntpn ~ '^[0-9A-Z]{16}$'::text)
);
create table books.tax_slip_series (
  cooperative_id uuid not null,
  tax text not null,
  year integer not null,
  last_number integer not null,
  constraint tax_slip_series_pkey PRIMARY KEY (cooperative_id, tax, year),
  constraint tax_slip_series_last_number_check CHECK (last_number > 0),
  constraint tax_slip_series_tax_check CHECK (tax = ANY (ARRAY['pph21'::text, 'pph23'::text, 'pph4_2'::text])),
  constraint tax_slip_series_year_check CHECK (year >= 2000 AND year <= 2199)
);
create table books.tax_withholding (
  cooperative_id uuid not null,
  id uuid not null,
  tax text not null,
  object text not null,
  slip_number text not null,
  paid_on date not null,
  payee_name text not null,
  payee_number_sealed text,
  payee_number_end text,
  gross_sen bigint not null,
  base_sen bigint not null,
  tax_sen bigint not null,
  rate_text text not null,
  legal_basis text not null,
  description text not null,
  entry_id uuid not null,
  voided_on date,
  void_reason text,
  void_entry_id uuid,
  written_at timestamp with time zone not null,
  written_by uuid not null,
  written_by_name text not null,
  constraint tax_withholding_pkey PRIMARY KEY (cooperative_id, id),
  constraint tax_withholding_cooperative_id_slip_number_key UNIQUE (cooperative_id, slip_number),
  constraint tax_withholding_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint tax_withholding_cooperative_id_void_entry_id_fkey FOREIGN KEY (cooperative_id, void_entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint tax_withholding_base_sen_check CHECK (base_sen >= 0),
  constraint tax_withholding_check CHECK (tax_sen >= 0 AND tax_sen <= gross_sen),
  constraint tax_withholding_check1 CHECK ((payee_number_sealed IS NULL) = (payee_number_end IS NULL)),
  constraint tax_withholding_check2 CHECK ((voided_on IS NULL) = (void_reason IS NULL)),
  constraint tax_withholding_check3 CHECK ((voided_on IS NULL) = (void_entry_id IS NULL)),
  constraint tax_withholding_gross_sen_check CHECK (gross_sen > 0),
  constraint tax_withholding_payee_name_check CHECK (length(payee_name) >= 2 AND length(payee_name) <= 120),
  constraint tax_withholding_tax_check CHECK (tax = ANY (ARRAY['pph21'::text, 'pph23'::text, 'pph4_2'::text]))
);
create table books.year (
  cooperative_id uuid not null,
  year integer not null,
  starts_on date not null,
  ends_before date not null,
  close_act_id uuid,
  closed_at timestamp with time zone,
  surplus_sen bigint,
  shu_approved_at timestamp with time zone,
  shu_resolution text,
  constraint year_pkey PRIMARY KEY (cooperative_id, year),
  constraint year_cooperative_id_close_act_id_fkey FOREIGN KEY (cooperative_id, close_act_id) REFERENCES books.period_act(cooperative_id, id),
  constraint year_check CHECK (ends_before > starts_on),
  constraint year_check1 CHECK ((close_act_id IS NULL) = (closed_at IS NULL) AND (close_act_id IS NULL) = (surplus_sen IS NULL)),
  constraint year_check2 CHECK ((shu_approved_at IS NULL) = (shu_resolution IS NULL)),
  constraint year_check3 CHECK (shu_approved_at IS NULL OR close_act_id IS NOT NULL),
  constraint year_year_check CHECK (year >= 1900 AND year <= 2199)
);
create table books.year_entry (
  cooperative_id uuid not null,
  act_id uuid not null,
  entry_id uuid not null,
  purpose text not null,
  constraint year_entry_pkey PRIMARY KEY (cooperative_id, act_id, entry_id),
  constraint year_entry_cooperative_id_act_id_fkey FOREIGN KEY (cooperative_id, act_id) REFERENCES books.period_act(cooperative_id, id),
  constraint year_entry_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint year_entry_purpose_check CHECK (purpose = ANY (ARRAY['close'::text, 'open'::text]))
);
create table cooperatives.branch (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  status text default 'active'::text not null,
  constraint branch_pkey PRIMARY KEY (cooperative_id, id),
  constraint branch_cooperative_id_code_key UNIQUE (cooperative_id, code),
  constraint branch_code_check CHECK (code ~ '^[A-Z0-9]{1,6}$'::text),
  constraint branch_kind_check CHECK (kind = ANY (ARRAY['head_office'::text, 'branch'::text, 'sub_branch'::text, 'cash_office'::text])),
  constraint branch_status_check CHECK (status = ANY (ARRAY['active'::text, 'closed'::text]))
);
create table cooperatives.directory (
  id uuid not null,
  slug text not null,
  short_code text not null,
  name text not null,
  zone text not null,
  status text default 'active'::text not null,
  created_at timestamp with time zone not null,
  constraint directory_pkey PRIMARY KEY (id),
  constraint directory_short_code_key UNIQUE (short_code),
  constraint directory_slug_key UNIQUE (slug),
  constraint directory_name_check CHECK (length(name) >= 3 AND length(name) <= 120),
  constraint directory_short_code_check CHECK (short_code ~ '^[A-Z][A-Z0-9]{1,5}$'::text),
  constraint directory_slug_check CHECK (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'::text),
  constraint directory_status_check CHECK (status = ANY (ARRAY['active'::text, 'suspended'::text])),
  constraint directory_zone_check CHECK (zone = ANY (ARRAY['WIB'::text, 'WITA'::text, 'WIT'::text]))
);
create table cooperatives.parameter (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null,
  effective_from date not null,
  value jsonb not null,
  legal_basis text not null,
  set_by uuid not null,
  set_at timestamp with time zone not null,
  constraint parameter_pkey PRIMARY KEY (cooperative_id, id),
  constraint parameter_legal_basis_check CHECK (length(legal_basis) >= 3),
  constraint parameter_name_check CHECK (name ~ '^[a-z_]+(\.[a-z_]+)*$'::text)
);
create table cooperatives.profile (
  cooperative_id uuid not null,
  kind text not null,
  level text default 'primary'::text not null,
  legal_entity_number text,
  coop_registry_number text,
  business_id text,
  tax_number text,
  street text default ''::text not null,
  region_code text not null,
  postal_code text,
  phone text,
  email text,
  book_year_start_month smallint default 1 not null,
  books_open_from date not null,
  chart_template text not null,
  updated_at timestamp with time zone not null,
  constraint profile_pkey PRIMARY KEY (cooperative_id),
  constraint profile_cooperative_id_fkey FOREIGN KEY (cooperative_id) REFERENCES cooperatives.directory(id),
  constraint profile_book_year_start_month_check CHECK (book_year_start_month >= 1 AND book_year_start_month <= 12),
  constraint profile_business_id_check CHECK (business_id ~ '^[0-9]{13}$'::text),
  constraint profile_chart_template_check CHECK (chart_template = ANY (ARRAY['ksp'::text, 'konsumen'::text])),
  constraint profile_coop_registry_number_check CHECK (coop_registry_number ~ '^[0-9]{13,16}$'::text),
  constraint profile_kind_check CHECK (kind = ANY (ARRAY['savings_loan'::text, 'sharia_savings'::text, 'multi_business'::text, 'consumer'::text, 'producer'::text, 'service'::text, 'marketing'::text, 'village'::text])),
  constraint profile_level_check CHECK (level = ANY (ARRAY['primary'::text, 'secondary'::text])),
  constraint profile_postal_code_check CHECK (postal_code ~ '^[0-9]{5}$'::text),
  constraint profile_region_code_check CHECK (region_code ~ '^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$'::text)
);
create table cooperatives.unit (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  status text default 'active'::text not null,
  constraint unit_pkey PRIMARY KEY (cooperative_id, id),
  constraint unit_cooperative_id_code_key UNIQUE (cooperative_id, code),
  constraint unit_code_check CHECK (code ~ '^[A-Z0-9]{1,6}$'::text),
  constraint unit_kind_check CHECK (kind = ANY (ARRAY['savings_loan'::text, 'shop'::text, 'other'::text])),
  constraint unit_status_check CHECK (status = ANY (ARRAY['active'::text, 'closed'::text]))
);
create table documents.file (
  cooperative_id uuid not null,
  id uuid not null,
  kind text not null,
  type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  key_sealed text not null,
  stored_at timestamp with time zone not null,
  stored_by uuid not null,
  constraint file_pkey PRIMARY KEY (cooperative_id, id),
  constraint file_kind_check CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'::text),
  constraint file_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint file_size_bytes_check CHECK (size_bytes > 0),
  constraint file_type_check CHECK (type = ANY (ARRAY['image/webp'::text, 'application/pdf'::text, 'application/octet-stream'::text]))
);
create table documents.receipt (
  cooperative_id uuid not null,
  id uuid not null,
  series text not null,
  running bigint not null,
  kind text not null,
  entry_id uuid not null,
  amount_sen bigint not null,
  business_date date not null,
  issued_at timestamp with time zone not null,
  issued_by uuid not null,
  secret text not null,
  constraint receipt_pkey PRIMARY KEY (cooperative_id, id),
  constraint receipt_cooperative_id_secret_key UNIQUE (cooperative_id, secret),
  constraint receipt_cooperative_id_series_running_key UNIQUE (cooperative_id, series, running),
  constraint receipt_cooperative_id_series_fkey FOREIGN KEY (cooperative_id, series) REFERENCES documents.receipt_series(cooperative_id, code),
  constraint receipt_amount_sen_check CHECK (amount_sen > 0),
  constraint receipt_kind_check CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'::text),
  constraint receipt_running_check CHECK (running > 0),
  constraint receipt_secret_check CHECK (secret ~ '^[0-9A-HJKMNP-TV-Z]{26}$'::text)
);
create table documents.receipt_event (
  cooperative_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  happened_by uuid not null,
  reason text,
  reversal_entry_id uuid,
  constraint receipt_event_pkey PRIMARY KEY (cooperative_id, id),
  constraint receipt_event_cooperative_id_receipt_id_fkey FOREIGN KEY (cooperative_id, receipt_id) REFERENCES documents.receipt(cooperative_id, id),
  constraint receipt_event_check CHECK ((kind = 'reversed'::text) = (reason IS NOT NULL)),
  constraint receipt_event_check1 CHECK ((kind = 'reversed'::text) = (reversal_entry_id IS NOT NULL)),
  constraint receipt_event_kind_check CHECK (kind = ANY (ARRAY['printed'::text, 'reversed'::text]))
);
create table documents.receipt_series (
  cooperative_id uuid not null,
  code text not null,
  issuer text not null,
  last_number bigint default 0 not null,
  constraint receipt_series_pkey PRIMARY KEY (cooperative_id, code),
  constraint receipt_series_code_check CHECK (code ~ '^[A-Z0-9]{2,6}$'::text),
  constraint receipt_series_issuer_check CHECK (issuer ~ '^[A-Z0-9]{2,6}$'::text),
  constraint receipt_series_last_number_check CHECK (last_number >= 0)
);
create table governance.register_answer (
  cooperative_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  answer text not null,
  answered_at timestamp with time zone not null,
  answered_by uuid not null,
  answered_by_name text not null,
  constraint register_answer_pkey PRIMARY KEY (cooperative_id, id),
  constraint register_answer_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES governance.register_entry(cooperative_id, id)
);
create table governance.register_end (
  cooperative_id uuid not null,
  entry_id uuid not null,
  ended_on date not null,
  reason text not null,
  ended_at timestamp with time zone not null,
  ended_by uuid not null,
  ended_by_name text not null,
  constraint register_end_pkey PRIMARY KEY (cooperative_id, entry_id),
  constraint register_end_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES governance.register_entry(cooperative_id, id)
);
create table governance.register_entry (
  cooperative_id uuid not null,
  id uuid not null,
  book text not null,
  year smallint not null,
  number integer not null,
  entry_on date not null,
  fields jsonb not null,
  member_id uuid,
  file_id uuid,
  corrects_id uuid,
  correction_reason text,
  entered_at timestamp with time zone not null,
  entered_by uuid not null,
  entered_by_name text not null,
  previous_hash bytea not null,
  row_hash bytea not null,
  constraint register_entry_pkey PRIMARY KEY (cooperative_id, id),
  constraint register_number UNIQUE (cooperative_id, book, year, number),
  constraint register_row_proof UNIQUE (cooperative_id, id, row_hash),
  constraint register_entry_cooperative_id_corrects_id_fkey FOREIGN KEY (cooperative_id, corrects_id) REFERENCES governance.register_entry(cooperative_id, id),
  constraint register_entry_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint register_entry_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint register_entry_check CHECK ((corrects_id IS NULL) = (correction_reason IS NULL)),
  constraint register_entry_check1 CHECK (EXTRACT(year FROM entry_on) = year::numeric),
  constraint register_entry_fields_check CHECK (jsonb_typeof(fields) = 'object'::text),
  constraint register_entry_number_check CHECK (number > 0),
  constraint register_entry_previous_hash_check CHECK (length(previous_hash) = 32),
  constraint register_entry_row_hash_check CHECK (length(row_hash) = 32)
);
create table governance.register_head (
  cooperative_id uuid not null,
  book text not null,
  year smallint not null,
  last_number integer not null,
  last_hash bytea not null,
  constraint register_head_pkey PRIMARY KEY (cooperative_id, book, year),
  constraint register_head_last_hash_check CHECK (length(last_hash) = 32),
  constraint register_head_last_number_check CHECK (last_number >= 0)
);
create table governance.register_signature (
  cooperative_id uuid not null,
  entry_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  session_id uuid not null,
  row_hash bytea not null,
  signed_at timestamp with time zone not null,
  constraint register_signature_pkey PRIMARY KEY (cooperative_id, entry_id, person_id),
  constraint signature_of_this_row FOREIGN KEY (cooperative_id, entry_id, row_hash) REFERENCES governance.register_entry(cooperative_id, id, row_hash)
);
create table governance.resolution (
  cooperative_id uuid not null,
  id uuid not null,
  number text not null,
  revision smallint not null,
  kind text not null,
  book_year smallint,
  meeting text not null,
  decided_on date not null,
  place text not null,
  invited integer,
  attended integer not null,
  decision text not null,
  chair text not null,
  minutes_taker text not null,
  file_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  constraint resolution_pkey PRIMARY KEY (cooperative_id, id),
  constraint resolution_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint members_decide CHECK ((kind <> ALL (ARRAY['shu'::text, 'budget'::text, 'loss_cover'::text])) OR (meeting = ANY (ARRAY['rat'::text, 'ralb'::text, 'ra'::text]))),
  constraint resolution_attended_check CHECK (attended > 0),
  constraint resolution_book_year_check CHECK (book_year >= 1900 AND book_year <= 2200),
  constraint resolution_check CHECK (invited >= attended),
  constraint resolution_kind_check CHECK (kind = ANY (ARRAY['shu'::text, 'budget'::text, 'loss_cover'::text, 'write_off'::text, 'other'::text])),
  constraint resolution_meeting_check CHECK (meeting = ANY (ARRAY['rat'::text, 'ralb'::text, 'ra'::text, 'pengurus'::text, 'pengawas'::text])),
  constraint resolution_names_its_year CHECK ((kind <> ALL (ARRAY['shu'::text, 'budget'::text, 'loss_cover'::text])) OR book_year IS NOT NULL),
  constraint resolution_number_check CHECK (length(number) >= 1 AND length(number) <= 60),
  constraint resolution_revision_check CHECK (revision >= 1)
);
create table governance.resolution_use (
  cooperative_id uuid not null,
  resolution_id uuid not null,
  purpose text not null,
  subject text not null,
  used_at timestamp with time zone not null,
  used_by uuid not null,
  used_by_name text not null,
  constraint resolution_use_pkey PRIMARY KEY (cooperative_id, resolution_id, purpose, subject),
  constraint resolution_use_cooperative_id_resolution_id_fkey FOREIGN KEY (cooperative_id, resolution_id) REFERENCES governance.resolution(cooperative_id, id)
);
create table governance.resolution_withdrawal (
  cooperative_id uuid not null,
  resolution_id uuid not null,
  reason text not null,
  withdrawn_at timestamp with time zone not null,
  withdrawn_by uuid not null,
  withdrawn_by_name text not null,
  constraint resolution_withdrawal_pkey PRIMARY KEY (cooperative_id, resolution_id),
  constraint resolution_withdrawal_cooperative_id_resolution_id_fkey FOREIGN KEY (cooperative_id, resolution_id) REFERENCES governance.resolution(cooperative_id, id)
);
create table identity.access (
  cooperative_id uuid not null,
  person_id uuid not null,
  username text,
  roles text[] not null,
  status text not null,
  member_id uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint access_pkey PRIMARY KEY (cooperative_id, person_id),
  constraint access_cooperative_id_member_id_key UNIQUE (cooperative_id, member_id),
  constraint access_cooperative_id_username_key UNIQUE (cooperative_id, username),
  constraint access_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint access_roles_check CHECK (cardinality(roles) >= 1 AND cardinality(roles) <= 9),
  constraint access_roles_check1 CHECK (NOT ('pengawas'::text = ANY (roles)) OR roles <@ ARRAY['pengawas'::text, 'anggota'::text]),
  constraint access_status_check CHECK (status = ANY (ARRAY['invited'::text, 'active'::text, 'dismissed'::text])),
  constraint access_username_check CHECK (username ~ '^[a-z][a-z0-9._-]{2,39}$'::text)
);
create table identity.access_change (
  cooperative_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  change text not null,
  roles text[] not null,
  reason text not null,
  changed_by uuid not null,
  changed_by_name text not null,
  command_id uuid not null,
  changed_at timestamp with time zone not null,
  constraint access_change_pkey PRIMARY KEY (cooperative_id, id),
  constraint access_change_cooperative_id_person_id_fkey FOREIGN KEY (cooperative_id, person_id) REFERENCES identity.access(cooperative_id, person_id),
  constraint access_change_change_check CHECK (change = ANY (ARRAY['added'::text, 'activated'::text, 'roles'::text, 'dismissed'::text, 'returned'::text, 'code_issued'::text, 'second_factor_removed'::text])),
  constraint nobody_changes_own_rights CHECK ((change <> ALL (ARRAY['roles'::text, 'dismissed'::text, 'returned'::text])) OR person_id <> changed_by)
);
create table identity.attempt_limit (
  key bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  constraint attempt_limit_pkey PRIMARY KEY (key),
  constraint attempt_limit_failures_check CHECK (failures >= 0),
  constraint attempt_limit_key_check CHECK (length(key) = 32)
);
create table identity.belonging (
  person_id uuid not null,
  cooperative_id uuid not null,
  constraint belonging_pkey PRIMARY KEY (person_id, cooperative_id),
  constraint belonging_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
);
create table identity.code (
  code_hash text not null,
  purpose text not null,
  person_id uuid not null,
  cooperative_id uuid not null,
  birth_date_sealed text,
  issued_by uuid not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  voided_at timestamp with time zone,
  constraint code_pkey PRIMARY KEY (code_hash),
  constraint code_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint code_check CHECK (expires_at <= (issued_at + '3 days'::interval)),
  constraint code_check1 CHECK (used_at IS NULL OR voided_at IS NULL),
  constraint code_purpose_check CHECK (purpose = ANY (ARRAY['activate'::text, 'enrol'::text, 'reset'::text]))
);
create table identity.credential (
  person_id uuid not null,
  password_hash text not null,
  changed_at timestamp with time zone not null,
  constraint credential_pkey PRIMARY KEY (person_id),
  constraint credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint credential_password_hash_check CHECK (password_hash ~~ '$argon2id$%'::text)
);
create table identity.device (
  id uuid not null,
  person_id uuid not null,
  cooperative_id uuid not null,
  kind text not null,
  token_hash bytea not null,
  label text not null,
  pin_hash text,
  pin_failures smallint default 0 not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  locked_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint device_pkey PRIMARY KEY (id),
  constraint device_token_hash_key UNIQUE (token_hash),
  constraint device_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint device_check CHECK ((kind = 'enrolled'::text) = (pin_hash IS NOT NULL)),
  constraint device_check1 CHECK (locked_at IS NULL OR kind = 'enrolled'::text),
  constraint device_kind_check CHECK (kind = ANY (ARRAY['known'::text, 'enrolled'::text])),
  constraint device_label_check CHECK (length(label) >= 1 AND length(label) <= 120),
  constraint device_pin_failures_check CHECK (pin_failures >= 0 AND pin_failures <= 5),
  constraint device_pin_hash_check CHECK (pin_hash ~~ '$argon2id$%'::text),
  constraint device_token_hash_check CHECK (length(token_hash) = 32)
);
create table identity.form_draft (
  token_hash bytea not null,
  person_id uuid not null,
  path text not null,
  sealed bytea not null,
  expires_at timestamp with time zone not null,
  constraint form_draft_pkey PRIMARY KEY (token_hash),
  constraint form_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint form_draft_path_check CHECK (length(path) <= 500),
  constraint form_draft_sealed_check CHECK (length(sealed) <= 300000),
  constraint form_draft_token_hash_check CHECK (length(token_hash) = 32)
);
create table identity.passkey (
  id uuid not null,
  person_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint passkey_credential_id_key UNIQUE (credential_id),
  constraint passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint passkey_counter_check CHECK (counter >= 0),
  constraint passkey_label_check CHECK (length(label) >= 1 AND length(label) <= 60)
);
create table identity.passkey_challenge (
  challenge_hash bytea not null,
  person_id uuid,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_pkey PRIMARY KEY (challenge_hash),
  constraint passkey_challenge_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint passkey_challenge_challenge_hash_check CHECK (length(challenge_hash) = 32)
);
create table identity.person (
  id uuid not null,
  full_name text not null,
  email_sealed text,
  email_index text,
  phone_sealed text,
  phone_index text,
  created_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_email_index_key UNIQUE (email_index),
  constraint person_check CHECK ((email_sealed IS NULL) = (email_index IS NULL)),
  constraint person_check1 CHECK ((phone_sealed IS NULL) = (phone_index IS NULL)),
  constraint person_full_name_check CHECK (length(full_name) >= 1 AND length(full_name) <= 120)
);
create table identity.role (
  cooperative_id uuid not null,
  name text not null,
  permissions text[] not null,
  updated_at timestamp with time zone not null,
  constraint role_pkey PRIMARY KEY (cooperative_id, name),
  constraint role_name_check CHECK (name ~ '^[a-z][a-z_]{1,30}$'::text)
);
create table identity.session (
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  cooperative_id uuid,
  kind text not null,
  device_id uuid,
  method text not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash),
  constraint session_device_id_fkey FOREIGN KEY (device_id) REFERENCES identity.device(id),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint session_check CHECK (method <> 'pin'::text OR kind = 'member'::text AND device_id IS NOT NULL),
  constraint session_check1 CHECK (expires_at > created_at),
  constraint session_kind_check CHECK (kind = ANY (ARRAY['staff'::text, 'member'::text])),
  constraint session_method_check CHECK (method = ANY (ARRAY['password'::text, 'password_totp'::text, 'passkey'::text, 'pin'::text])),
  constraint session_token_hash_check CHECK (length(token_hash) = 32)
);
create table identity.sign_in_attempt (
  id uuid not null,
  at timestamp with time zone not null,
  cooperative_id uuid,
  person_id uuid,
  device_id uuid,
  method text not null,
  outcome text not null,
  source_hash text not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (id),
  constraint sign_in_attempt_device_id_fkey FOREIGN KEY (device_id) REFERENCES identity.device(id),
  constraint sign_in_attempt_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id),
  constraint sign_in_attempt_method_check CHECK (method = ANY (ARRAY['password'::text, 'passkey'::text, 'pin'::text, 'code'::text])),
  constraint sign_in_attempt_outcome_check CHECK (outcome = ANY (ARRAY['signed_in'::text, 'refused'::text, 'locked'::text]))
);
create table identity.totp (
  person_id uuid not null,
  secret_sealed text not null,
  last_step bigint default 0 not null,
  confirmed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint totp_pkey PRIMARY KEY (person_id),
  constraint totp_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
);
create table imports."position" (
  cooperative_id uuid not null,
  id uuid not null,
  preview_id uuid not null,
  member_id uuid not null,
  kind text not null,
  chart_code text not null,
  amount_sen bigint not null,
  original_amount_sen bigint,
  loan_number text default ''::text not null,
  tenor text default ''::text not null,
  as_of date not null,
  constraint position_pkey PRIMARY KEY (cooperative_id, id),
  constraint position_cooperative_id_id_fkey FOREIGN KEY (cooperative_id, id) REFERENCES ledger.account(cooperative_id, id),
  constraint position_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint position_cooperative_id_preview_id_fkey FOREIGN KEY (cooperative_id, preview_id) REFERENCES imports.preview(cooperative_id, id),
  constraint position_amount_sen_check CHECK (amount_sen <> 0),
  constraint position_kind_check CHECK (kind = ANY (ARRAY['loan'::text, 'negative_savings'::text]))
);
create table imports.file_part (
  cooperative_id uuid not null,
  preview_id uuid not null,
  part_no integer not null,
  cipher text not null,
  constraint file_part_pkey PRIMARY KEY (cooperative_id, preview_id, part_no),
  constraint file_part_cooperative_id_preview_id_fkey FOREIGN KEY (cooperative_id, preview_id) REFERENCES imports.preview(cooperative_id, id),
  constraint file_part_cipher_check CHECK (cipher ~ '^1\.'::text),
  constraint file_part_part_no_check CHECK (part_no >= 0)
);
create table imports.member_key (
  cooperative_id uuid not null,
  key_index text not null,
  member_id uuid not null,
  constraint member_key_pkey PRIMARY KEY (cooperative_id, key_index),
  constraint member_key_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint member_key_key_index_check CHECK (length(key_index) = 43)
);
create table imports.preview (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  file_bytes integer not null,
  mapping jsonb not null,
  take_lines integer[] default '{}'::integer[] not null,
  leave_lines integer[] default '{}'::integer[] not null,
  status text default 'draft'::text not null,
  plan_hash text,
  settings jsonb,
  report jsonb,
  progress jsonb default '{}'::jsonb not null,
  rows_total integer default 0 not null,
  rows_done integer default 0 not null,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  agreed_by uuid,
  agreed_by_name text,
  agreed_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint preview_pkey PRIMARY KEY (cooperative_id, id),
  constraint preview_check CHECK (rows_done >= 0 AND rows_done <= rows_total),
  constraint preview_check1 CHECK ((status = ANY (ARRAY['agreed'::text, 'done'::text])) = (agreed_at IS NOT NULL)),
  constraint preview_check2 CHECK ((agreed_at IS NULL) = (plan_hash IS NULL) AND (agreed_at IS NULL) = (settings IS NULL)),
  constraint preview_check3 CHECK ((status = 'done'::text) = (finished_at IS NOT NULL) AND (status = 'done'::text) = (report IS NOT NULL)),
  constraint preview_file_bytes_check CHECK (file_bytes >= 1 AND file_bytes <= 26214400),
  constraint preview_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint preview_file_sha256_check CHECK (file_sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint preview_plan_hash_check CHECK (plan_hash ~ '^[0-9a-f]{64}$'::text),
  constraint preview_rows_total_check CHECK (rows_total >= 0),
  constraint preview_status_check CHECK (status = ANY (ARRAY['draft'::text, 'agreed'::text, 'done'::text, 'discarded'::text]))
);
create table imports.taken_over (
  cooperative_id uuid not null,
  position_id uuid not null,
  loan_id uuid not null,
  entry_id uuid not null,
  amount_sen bigint not null,
  taken_on date not null,
  command_id uuid not null,
  constraint taken_over_pkey PRIMARY KEY (cooperative_id, position_id),
  constraint taken_over_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint taken_over_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint taken_over_cooperative_id_position_id_fkey FOREIGN KEY (cooperative_id, position_id) REFERENCES imports."position"(cooperative_id, id),
  constraint taken_over_amount_sen_check CHECK (amount_sen > 0)
);
create table imports.written (
  cooperative_id uuid not null,
  key_index text not null,
  fingerprint text not null,
  preview_id uuid not null,
  line integer not null,
  part text not null,
  amount_sen bigint not null,
  entry_id uuid,
  constraint written_pkey PRIMARY KEY (cooperative_id, key_index),
  constraint written_cooperative_id_preview_id_fkey FOREIGN KEY (cooperative_id, preview_id) REFERENCES imports.preview(cooperative_id, id),
  constraint written_fingerprint_check CHECK (length(fingerprint) = 32),
  constraint written_key_index_check CHECK (length(key_index) = 43),
  constraint written_line_check CHECK (line > 0),
  constraint written_part_check CHECK (part = ANY (ARRAY['member'::text, 'savings'::text, 'loan'::text, 'mutation'::text, 'account'::text]))
);
create table kernel.approval (
  cooperative_id uuid not null,
  id uuid not null,
  command text not null,
  payload text not null,
  payload_hash bytea not null,
  rule text not null,
  amount_sen bigint,
  summary text not null,
  permission text not null,
  maker_id uuid not null,
  maker_name text not null,
  maker_session_id uuid,
  requested_at timestamp with time zone not null,
  constraint approval_pkey PRIMARY KEY (cooperative_id, id),
  constraint approval_cooperative_id_id_maker_id_key UNIQUE (cooperative_id, id, maker_id),
  constraint approval_amount_sen_check CHECK (amount_sen > 0),
  constraint approval_payload_hash_check CHECK (length(payload_hash) = 32)
);
create table kernel.approval_decision (
  cooperative_id uuid not null,
  approval_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  checker_name text not null,
  decision text not null,
  reason text not null,
  decided_at timestamp with time zone not null,
  constraint approval_decision_pkey PRIMARY KEY (cooperative_id, approval_id),
  constraint approval_decision_cooperative_id_approval_id_maker_id_fkey FOREIGN KEY (cooperative_id, approval_id, maker_id) REFERENCES kernel.approval(cooperative_id, id, maker_id),
  constraint approval_decision_decision_check CHECK (decision = ANY (ARRAY['approved'::text, 'returned'::text])),
  constraint maker_is_not_checker CHECK (maker_id <> checker_id)
);
create table kernel.command_log (
  cooperative_id uuid not null,
  id uuid not null,
  principal_id uuid not null,
  key text not null,
  name text not null,
  input_hash bytea not null,
  outcome text not null,
  answer text not null,
  reason text,
  actor_kind text not null,
  actor_name text not null,
  session_id uuid,
  device_id uuid,
  approval_id uuid,
  decided_at timestamp with time zone not null,
  constraint command_log_pkey PRIMARY KEY (cooperative_id, id),
  constraint command_log_key UNIQUE (cooperative_id, principal_id, key),
  constraint command_log_actor_kind_check CHECK (actor_kind = ANY (ARRAY['staff'::text, 'member'::text, 'system'::text])),
  constraint command_log_check CHECK ((outcome = 'refused'::text) = (reason IS NOT NULL)),
  constraint command_log_input_hash_check CHECK (length(input_hash) = 32),
  constraint command_log_key_check CHECK (length(key) >= 1 AND length(key) <= 255),
  constraint command_log_outcome_check CHECK (outcome = ANY (ARRAY['done'::text, 'refused'::text, 'held'::text]))
);
create table kernel.platform_table (
  table_name text not null,
  reason text not null,
  constraint platform_table_pkey PRIMARY KEY (table_name),
  constraint platform_table_reason_check CHECK (length(reason) >= 10)
);
create table ledger.account (
  cooperative_id uuid not null,
  id uuid not null,
  chart_code text not null,
  name text not null,
  owner_kind text not null,
  owner_id uuid,
  branch_id uuid,
  unit_id uuid,
  normal text not null,
  status text default 'open'::text not null,
  guarded boolean not null,
  balance_sen bigint default 0 not null,
  floor_sen bigint default 0 not null,
  version bigint default 0 not null,
  opened_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (cooperative_id, id),
  constraint account_cooperative_id_chart_code_fkey FOREIGN KEY (cooperative_id, chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint account_check CHECK ((owner_kind = 'general'::text) = (owner_id IS NULL)),
  constraint account_check1 CHECK (guarded OR balance_sen = 0),
  constraint account_normal_check CHECK (normal = ANY (ARRAY['debit'::text, 'credit'::text])),
  constraint account_owner_kind_check CHECK (owner_kind = ANY (ARRAY['general'::text, 'savings'::text, 'loan'::text, 'till'::text])),
  constraint account_status_check CHECK (status = ANY (ARRAY['open'::text, 'held'::text, 'closed'::text])),
  constraint guarded_balance_above_floor CHECK (NOT guarded OR balance_sen >= floor_sen)
);
create table ledger.attachment (
  cooperative_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  file_id uuid not null,
  name text not null,
  attached_at timestamp with time zone not null,
  attached_by uuid not null,
  attached_by_name text not null,
  constraint attachment_pkey PRIMARY KEY (cooperative_id, id),
  constraint attachment_cooperative_id_file_id_key UNIQUE (cooperative_id, file_id),
  constraint attachment_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint attachment_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint attachment_name_check CHECK (length(name) >= 1 AND length(name) <= 120)
);
create table ledger.chart_line (
  cooperative_id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  normal text not null,
  postable boolean not null,
  parent_code text,
  own_capital boolean default false not null,
  party text,
  cash_flow text,
  regulatory jsonb default '{}'::jsonb not null,
  note text default ''::text not null,
  active boolean default true not null,
  constraint chart_line_pkey PRIMARY KEY (cooperative_id, code),
  constraint chart_line_cooperative_id_parent_code_fkey FOREIGN KEY (cooperative_id, parent_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint chart_line_cash_flow_check CHECK (cash_flow = ANY (ARRAY['cash'::text, 'operating'::text, 'investing'::text, 'financing'::text])),
  constraint chart_line_code_check CHECK (code ~ '^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$'::text),
  constraint chart_line_kind_check CHECK (kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'revenue'::text, 'expense'::text])),
  constraint chart_line_name_check CHECK (length(name) >= 1 AND length(name) <= 160),
  constraint chart_line_normal_check CHECK (normal = ANY (ARRAY['debit'::text, 'credit'::text])),
  constraint chart_line_party_check CHECK (party = ANY (ARRAY['member'::text, 'non_member'::text]))
);
create table ledger.counter (
  cooperative_id uuid not null,
  next_number bigint default 1 not null,
  constraint counter_pkey PRIMARY KEY (cooperative_id),
  constraint counter_next_number_check CHECK (next_number > 0)
);
create table ledger.day_total (
  cooperative_id uuid not null,
  business_date date not null,
  chart_code text not null,
  branch_id uuid not null,
  unit_id uuid not null,
  closing boolean not null,
  debit_sen bigint not null,
  credit_sen bigint not null,
  constraint day_total_pkey PRIMARY KEY (cooperative_id, business_date, chart_code, branch_id, unit_id, closing) INCLUDE (debit_sen, credit_sen),
  constraint day_total_credit_sen_check CHECK (credit_sen >= 0),
  constraint day_total_debit_sen_check CHECK (debit_sen >= 0)
);
create table ledger.entry (
  cooperative_id uuid not null,
  id uuid not null,
  number bigint not null,
  business_date date not null,
  happened_at timestamp with time zone not null,
  written_at timestamp with time zone not null,
  description text not null,
  source text not null,
  line_count smallint not null,
  reverses_id uuid,
  reason text,
  command_id uuid not null,
  branch_id uuid,
  unit_id uuid,
  constraint entry_pkey PRIMARY KEY (cooperative_id, id),
  constraint entry_cooperative_id_reverses_id_fkey FOREIGN KEY (cooperative_id, reverses_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint entry_check CHECK (reverses_id IS NULL OR reason IS NOT NULL),
  constraint entry_description_check CHECK (length(description) >= 1 AND length(description) <= 300),
  constraint entry_line_count_check CHECK (line_count >= 2),
  constraint entry_number_check CHECK (number > 0),
  constraint entry_source_check CHECK (source ~ '^[a-z_]+(\.[a-z_]+)*$'::text)
);
create table ledger.line (
  cooperative_id uuid not null,
  entry_id uuid not null,
  "position" smallint not null,
  line_count smallint not null,
  account_id uuid not null,
  amount_sen bigint not null,
  business_date date not null,
  note text,
  constraint line_pkey PRIMARY KEY (cooperative_id, entry_id, "position"),
  constraint line_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint line_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint line_amount_sen_check CHECK (amount_sen <> 0),
  constraint line_check CHECK ("position" <= line_count),
  constraint line_position_check CHECK ("position" >= 1)
);
create table ledger.month_total (
  cooperative_id uuid not null,
  month date not null,
  chart_code text not null,
  branch_id uuid not null,
  unit_id uuid not null,
  closing boolean not null,
  debit_sen bigint not null,
  credit_sen bigint not null,
  constraint month_total_pkey PRIMARY KEY (cooperative_id, month, chart_code, branch_id, unit_id, closing) INCLUDE (debit_sen, credit_sen),
  constraint month_total_credit_sen_check CHECK (credit_sen >= 0),
  constraint month_total_debit_sen_check CHECK (debit_sen >= 0)
);
create table ledger.period (
  cooperative_id uuid not null,
  starts_on date not null,
  ends_before date not null,
  status text default 'open'::text not null,
  closed_before date,
  constraint period_pkey PRIMARY KEY (cooperative_id, starts_on),
  constraint period_check CHECK (ends_before > starts_on),
  constraint period_closed_inside CHECK (closed_before > starts_on AND closed_before <= ends_before),
  constraint period_status_check CHECK (status = ANY (ARRAY['open'::text, 'closed'::text, 'locked'::text]))
);
create table ledger.totals_mark (
  cooperative_id uuid not null,
  through_number bigint default 0 not null,
  constraint totals_mark_pkey PRIMARY KEY (cooperative_id),
  constraint totals_mark_through_number_check CHECK (through_number >= 0)
);
create table loans.accrual_batch (
  cooperative_id uuid not null,
  business_date date not null,
  after_id uuid not null,
  through_id uuid not null,
  next_number bigint not null,
  month_end boolean not null,
  loans integer not null,
  changed integer not null,
  amount_sen bigint not null,
  written_at timestamp with time zone not null,
  command_id uuid not null,
  constraint accrual_batch_pkey PRIMARY KEY (cooperative_id, business_date, after_id),
  constraint accrual_batch_check CHECK (through_id > after_id),
  constraint accrual_batch_check1 CHECK (changed >= 0 AND changed <= loans),
  constraint accrual_batch_loans_check CHECK (loans >= 0),
  constraint accrual_batch_next_number_check CHECK (next_number > 0)
);
create table loans.allocation (
  cooperative_id uuid not null,
  event_id uuid not null,
  loan_id uuid not null,
  no smallint not null,
  component text not null,
  amount_sen bigint not null,
  constraint allocation_pkey PRIMARY KEY (cooperative_id, event_id, no, component),
  constraint allocation_cooperative_id_event_id_fkey FOREIGN KEY (cooperative_id, event_id) REFERENCES loans.event(cooperative_id, id),
  constraint allocation_amount_sen_check CHECK (amount_sen <> 0),
  constraint allocation_component_check CHECK (component = ANY (ARRAY['principal'::text, 'interest'::text, 'penalty'::text]))
);
create table loans.application (
  cooperative_id uuid not null,
  id uuid not null,
  number text,
  member_id uuid not null,
  product_id uuid not null,
  channel text not null,
  status text not null,
  step text not null,
  amount_sen bigint,
  tenor smallint,
  purpose text,
  purpose_note text default ''::text not null,
  income_sen bigint,
  other_instalments_sen bigint,
  dependants smallint,
  guarantors jsonb default '[]'::jsonb not null,
  collateral jsonb default '[]'::jsonb not null,
  consented_at timestamp with time zone,
  survey_note text default ''::text not null,
  decided_amount_sen bigint,
  decided_tenor smallint,
  conditions jsonb default '[]'::jsonb not null,
  terms jsonb,
  payload_hash text,
  approvals_needed smallint,
  rejection_reason text,
  entered_by uuid not null,
  entered_by_name text not null,
  reviewed_by uuid,
  reviewed_by_name text,
  started_on date not null,
  submitted_on date,
  decided_on date,
  expires_on date,
  loan_id uuid,
  changed_at timestamp with time zone not null,
  constraint application_pkey PRIMARY KEY (cooperative_id, id),
  constraint application_cooperative_id_id_entered_by_key UNIQUE (cooperative_id, id, entered_by),
  constraint application_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint application_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint application_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES loans.product(cooperative_id, id),
  constraint application_amount_sen_check CHECK (amount_sen > 0),
  constraint application_approvals_needed_check CHECK (approvals_needed >= 1 AND approvals_needed <= 5),
  constraint application_channel_check CHECK (channel = ANY (ARRAY['phone'::text, 'office'::text])),
  constraint application_check CHECK ((status = ANY (ARRAY['draft'::text, 'withdrawn'::text])) OR number IS NOT NULL AND submitted_on IS NOT NULL AND amount_sen IS NOT NULL AND tenor IS NOT NULL),
  constraint application_check1 CHECK ((status <> ALL (ARRAY['in_committee'::text, 'approved'::text, 'contracted'::text])) OR payload_hash IS NOT NULL AND terms IS NOT NULL),
  constraint application_check2 CHECK ((status = 'rejected'::text) = (rejection_reason IS NOT NULL)),
  constraint application_check3 CHECK ((status = 'contracted'::text) = (loan_id IS NOT NULL)),
  constraint application_collateral_check CHECK (jsonb_typeof(collateral) = 'array'::text),
  constraint application_conditions_check CHECK (jsonb_typeof(conditions) = 'array'::text),
  constraint application_decided_amount_sen_check CHECK (decided_amount_sen > 0),
  constraint application_decided_tenor_check CHECK (decided_tenor >= 1 AND decided_tenor <= 600),
  constraint application_dependants_check CHECK (dependants >= 0 AND dependants <= 30),
  constraint application_guarantors_check CHECK (jsonb_typeof(guarantors) = 'array'::text),
  constraint application_income_sen_check CHECK (income_sen >= 0),
  constraint application_number_check CHECK (number ~ '^PP-[0-9]{6,8}$'::text),
  constraint application_other_instalments_sen_check CHECK (other_instalments_sen >= 0),
  constraint application_payload_hash_check CHECK (payload_hash ~ '^[0-9a-f]{64}$'::text),
  constraint application_purpose_check CHECK (purpose = ANY (ARRAY['business'::text, 'education'::text, 'health'::text, 'housing'::text, 'vehicle'::text, 'household'::text, 'ceremony'::text, 'debt'::text, 'other'::text])),
  constraint application_purpose_note_check CHECK (length(purpose_note) <= 300),
  constraint application_status_check CHECK (status = ANY (ARRAY['draft'::text, 'submitted'::text, 'in_review'::text, 'in_committee'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text, 'contracted'::text])),
  constraint application_step_check CHECK (step = ANY (ARRAY['amount'::text, 'purpose'::text, 'income'::text, 'security'::text, 'documents'::text, 'review'::text])),
  constraint application_tenor_check CHECK (tenor >= 1 AND tenor <= 600),
  constraint application_terms_check CHECK (jsonb_typeof(terms) = 'object'::text)
);
create table loans.application_document (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  code text not null,
  file_id uuid,
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint application_document_pkey PRIMARY KEY (cooperative_id, id),
  constraint application_document_cooperative_id_application_id_fkey FOREIGN KEY (cooperative_id, application_id) REFERENCES loans.application(cooperative_id, id),
  constraint application_document_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint application_document_code_check CHECK (code ~ '^[a-z_]{2,20}$'::text)
);
create table loans.application_event (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  kind text not null,
  happened_on date not null,
  note text default ''::text not null,
  seen_by_member boolean not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint application_event_pkey PRIMARY KEY (cooperative_id, id),
  constraint application_event_cooperative_id_application_id_fkey FOREIGN KEY (cooperative_id, application_id) REFERENCES loans.application(cooperative_id, id),
  constraint application_event_kind_check CHECK (kind = ANY (ARRAY['started'::text, 'submitted'::text, 'reviewed'::text, 'sent'::text, 'changed'::text, 'voted'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text, 'condition_met'::text, 'contracted'::text]))
);
create table loans.application_fulfilment (
  cooperative_id uuid not null,
  application_id uuid not null,
  no smallint not null,
  note text default ''::text not null,
  met_on date not null,
  person_id uuid not null,
  person_name text not null,
  constraint application_fulfilment_pkey PRIMARY KEY (cooperative_id, application_id, no),
  constraint application_fulfilment_cooperative_id_application_id_fkey FOREIGN KEY (cooperative_id, application_id) REFERENCES loans.application(cooperative_id, id),
  constraint application_fulfilment_no_check CHECK (no >= 1 AND no <= 20)
);
create table loans.application_numbering (
  cooperative_id uuid not null,
  next_sequence bigint not null,
  constraint application_numbering_pkey PRIMARY KEY (cooperative_id),
  constraint application_numbering_next_sequence_check CHECK (next_sequence >= 1 AND next_sequence <= 100000000)
);
create table loans.application_vote (
  cooperative_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  payload_hash text not null,
  approver_id uuid not null,
  approver_name text not null,
  decision text not null,
  reason text default ''::text not null,
  overruled text[] default '{}'::text[] not null,
  maker_id uuid not null,
  reviewer_id uuid not null,
  voted_at timestamp with time zone not null,
  constraint application_vote_pkey PRIMARY KEY (cooperative_id, id),
  constraint application_vote_cooperative_id_application_id_payload_hash_key UNIQUE (cooperative_id, application_id, payload_hash, approver_id),
  constraint application_vote_cooperative_id_application_id_maker_id_fkey FOREIGN KEY (cooperative_id, application_id, maker_id) REFERENCES loans.application(cooperative_id, id, entered_by),
  constraint application_vote_check CHECK (decision = 'approve'::text OR length(reason) >= 5),
  constraint application_vote_check1 CHECK (cardinality(overruled) = 0 OR length(reason) >= 5),
  constraint application_vote_decision_check CHECK (decision = ANY (ARRAY['approve'::text, 'reject'::text])),
  constraint application_vote_payload_hash_check CHECK (payload_hash ~ '^[0-9a-f]{64}$'::text),
  constraint approver_is_not_maker CHECK (approver_id <> maker_id AND approver_id <> reviewer_id)
);
create table loans.class_change (
  cooperative_id uuid not null,
  loan_id uuid not null,
  no integer not null,
  changed_on date not null,
  from_class text not null,
  to_class text not null,
  reason text not null,
  since date,
  over smallint,
  over_unit text,
  days_past_due integer not null,
  note text default ''::text not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint class_change_pkey PRIMARY KEY (cooperative_id, loan_id, no),
  constraint class_change_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint class_change_check CHECK ((to_class = ANY (ARRAY['current'::text, 'special_mention'::text, 'substandard'::text, 'doubtful'::text, 'loss'::text])) AND to_class <> from_class),
  constraint class_change_check1 CHECK ((over IS NULL) = (over_unit IS NULL)),
  constraint class_change_days_past_due_check CHECK (days_past_due >= 0),
  constraint class_change_no_check CHECK (no > 0),
  constraint class_change_over_check CHECK (over >= 0),
  constraint class_change_over_unit_check CHECK (over_unit = ANY (ARRAY['day'::text, 'month'::text])),
  constraint class_change_reason_check CHECK (reason = ANY (ARRAY['none'::text, 'principal_arrears'::text, 'interest_arrears'::text, 'arrears'::text, 'collateral_short'::text, 'handed_over'::text, 'restructured'::text, 'override'::text]))
);
create table loans.collateral (
  cooperative_id uuid not null,
  id uuid not null,
  label text not null,
  member_id uuid not null,
  kind text not null,
  description text not null,
  owner_name text default ''::text not null,
  paper_cipher text,
  paper_index text,
  paper_hint text default ''::text not null,
  savings_account_id uuid,
  status text default 'active'::text not null,
  value_sen bigint not null,
  appraised_on date not null,
  appraised_by text not null,
  held_at text,
  registered_at timestamp with time zone not null,
  constraint collateral_pkey PRIMARY KEY (cooperative_id, id),
  constraint collateral_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint collateral_cooperative_id_savings_account_id_fkey FOREIGN KEY (cooperative_id, savings_account_id) REFERENCES savings.account(cooperative_id, id),
  constraint collateral_check CHECK ((paper_cipher IS NULL) = (paper_index IS NULL)),
  constraint collateral_check1 CHECK ((kind = 'savings_pledge'::text) = (savings_account_id IS NOT NULL)),
  constraint collateral_check2 CHECK (status <> 'returned'::text OR held_at IS NULL),
  constraint collateral_description_check CHECK (length(description) >= 3 AND length(description) <= 200),
  constraint collateral_held_at_check CHECK (length(held_at) >= 2 AND length(held_at) <= 80),
  constraint collateral_kind_check CHECK (kind = ANY (ARRAY['bpkb'::text, 'shm'::text, 'sk_pegawai'::text, 'savings_pledge'::text, 'gold'::text, 'other'::text])),
  constraint collateral_label_check CHECK (label ~ '^AG-[0-9]{6,8}$'::text),
  constraint collateral_owner_name_check CHECK (length(owner_name) <= 100),
  constraint collateral_paper_cipher_check CHECK (paper_cipher ~ '^1\.'::text),
  constraint collateral_paper_hint_check CHECK (length(paper_hint) <= 20),
  constraint collateral_paper_index_check CHECK (length(paper_index) = 43),
  constraint collateral_status_check CHECK (status = ANY (ARRAY['active'::text, 'returned'::text, 'foreclosed'::text])),
  constraint collateral_value_sen_check CHECK (value_sen > 0)
);
create table loans.collateral_event (
  cooperative_id uuid not null,
  id uuid not null,
  collateral_id uuid not null,
  kind text not null,
  happened_on date not null,
  value_sen bigint,
  detail text default ''::text not null,
  note text default ''::text not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint collateral_event_pkey PRIMARY KEY (cooperative_id, id),
  constraint collateral_event_cooperative_id_collateral_id_fkey FOREIGN KEY (cooperative_id, collateral_id) REFERENCES loans.collateral(cooperative_id, id),
  constraint collateral_event_kind_check CHECK (kind = ANY (ARRAY['registered'::text, 'appraised'::text, 'received'::text, 'returned'::text, 'pledged'::text, 'released'::text, 'foreclosed'::text])),
  constraint collateral_event_value_sen_check CHECK (value_sen > 0)
);
create table loans.collateral_photo (
  cooperative_id uuid not null,
  collateral_id uuid not null,
  file_id uuid not null,
  added_at timestamp with time zone not null,
  constraint collateral_photo_pkey PRIMARY KEY (cooperative_id, collateral_id, file_id),
  constraint collateral_photo_cooperative_id_collateral_id_fkey FOREIGN KEY (cooperative_id, collateral_id) REFERENCES loans.collateral(cooperative_id, id),
  constraint collateral_photo_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id)
);
create table loans.collateral_series (
  cooperative_id uuid not null,
  last_number bigint not null,
  constraint collateral_series_pkey PRIMARY KEY (cooperative_id),
  constraint collateral_series_last_number_check CHECK (last_number >= 0 AND last_number <= 99999999)
);
create table loans.collection (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null,
  content_hash bytea not null,
  happened_on date not null,
  cash_account_id uuid not null,
  rows_posted integer not null,
  rows_refused integer not null,
  posted_sen bigint not null,
  refused_sen bigint not null,
  collected_by uuid not null,
  collected_by_name text not null,
  collected_at timestamp with time zone not null,
  constraint collection_pkey PRIMARY KEY (cooperative_id, id),
  constraint collection_cooperative_id_cash_account_id_fkey FOREIGN KEY (cooperative_id, cash_account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint collection_content_hash_check CHECK (length(content_hash) = 32),
  constraint collection_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint collection_posted_sen_check CHECK (posted_sen >= 0),
  constraint collection_refused_sen_check CHECK (refused_sen >= 0),
  constraint collection_rows_posted_check CHECK (rows_posted >= 0),
  constraint collection_rows_refused_check CHECK (rows_refused >= 0)
);
create table loans.collection_row (
  cooperative_id uuid not null,
  collection_id uuid not null,
  line integer not null,
  reference text not null,
  amount_sen bigint not null,
  outcome text not null,
  member_name text,
  loans text default ''::text not null,
  receipts text default ''::text not null,
  reason text,
  pesan text,
  constraint collection_row_pkey PRIMARY KEY (cooperative_id, collection_id, line),
  constraint collection_row_cooperative_id_collection_id_fkey FOREIGN KEY (cooperative_id, collection_id) REFERENCES loans.collection(cooperative_id, id),
  constraint collection_row_amount_sen_check CHECK (amount_sen >= 0),
  constraint collection_row_check CHECK ((outcome = 'refused'::text) = (reason IS NOT NULL)),
  constraint collection_row_line_check CHECK (line > 0),
  constraint collection_row_outcome_check CHECK (outcome = ANY (ARRAY['posted'::text, 'refused'::text]))
);
create table loans.contact (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  kind text not null,
  result text not null,
  happened_on date not null,
  note text not null,
  promise_on date,
  promise_sen bigint,
  latitude numeric(8,5),
  longitude numeric(8,5),
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (cooperative_id, id),
  constraint contact_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint contact_check CHECK ((result = 'promised'::text) = (promise_on IS NOT NULL)),
  constraint contact_check1 CHECK ((promise_on IS NULL) = (promise_sen IS NULL)),
  constraint contact_check2 CHECK (promise_on IS NULL OR promise_on >= happened_on),
  constraint contact_check3 CHECK ((latitude IS NULL) = (longitude IS NULL)),
  constraint contact_kind_check CHECK (kind = ANY (ARRAY['visit'::text, 'call'::text, 'message'::text, 'meeting'::text])),
  constraint contact_latitude_check CHECK (latitude >= '-90'::integer::numeric AND latitude <= 90::numeric),
  constraint contact_longitude_check CHECK (longitude >= '-180'::integer::numeric AND longitude <= 180::numeric),
  constraint contact_note_check CHECK (length(note) >= 3 AND length(note) <= 500),
  constraint contact_promise_sen_check CHECK (promise_sen > 0),
  constraint contact_result_check CHECK (result = ANY (ARRAY['promised'::text, 'asked_time'::text, 'not_met'::text, 'refused'::text, 'moved'::text, 'paid'::text, 'other'::text]))
);
create table loans.day_run (
  cooperative_id uuid not null,
  business_date date not null,
  status text default 'running'::text not null,
  phase text not null,
  after_id uuid,
  phase_done integer default 0 not null,
  phase_total integer default 0 not null,
  counts jsonb default '{}'::jsonb not null,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  stopped_reason text,
  stopped_text text,
  stopped_at timestamp with time zone,
  constraint day_run_pkey PRIMARY KEY (cooperative_id, business_date),
  constraint day_run_check CHECK ((status = 'done'::text) = (finished_at IS NOT NULL)),
  constraint day_run_check1 CHECK ((stopped_reason IS NULL) = (stopped_at IS NULL)),
  constraint day_run_counts_check CHECK (jsonb_typeof(counts) = 'object'::text),
  constraint day_run_phase_done_check CHECK (phase_done >= 0),
  constraint day_run_phase_total_check CHECK (phase_total >= 0),
  constraint day_run_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text]))
);
create table loans.event (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  kind text not null,
  happened_on date not null,
  amount_sen bigint default 0 not null,
  principal_sen bigint default 0 not null,
  interest_sen bigint default 0 not null,
  penalty_sen bigint default 0 not null,
  fee_sen bigint default 0 not null,
  excess_sen bigint default 0 not null,
  channel text,
  version smallint not null,
  entry_id uuid,
  receipt_id uuid,
  reverses_id uuid,
  note text default ''::text not null,
  detail jsonb default '{}'::jsonb not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint event_pkey PRIMARY KEY (cooperative_id, id),
  constraint event_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint event_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint event_amount_sen_check CHECK (amount_sen >= 0),
  constraint event_channel_check CHECK (channel = ANY (ARRAY['cash'::text, 'savings'::text, 'transfer'::text, 'payroll'::text, 'collector'::text, 'collateral'::text])),
  constraint event_kind_check CHECK (kind = ANY (ARRAY['drawn'::text, 'signed'::text, 'cancelled'::text, 'disbursed'::text, 'repaid'::text, 'settled'::text, 'reversed'::text, 'penalty_waived'::text, 'rescheduled'::text, 'restructured'::text, 'rate_changed'::text, 'due_date_moved'::text, 'profit_reported'::text, 'class_overridden'::text, 'written_off'::text, 'recovered'::text, 'foreclosed'::text, 'imported'::text, 'officer_changed'::text, 'standing_order_changed'::text]))
);
create table loans.figures (
  cooperative_id uuid not null,
  business_date date not null,
  no integer not null,
  product_id uuid not null,
  branch_id uuid,
  officer_id uuid,
  collectability text not null,
  loans integer not null,
  outstanding_sen bigint not null,
  overdue_principal_sen bigint not null,
  overdue_interest_sen bigint not null,
  par1_sen bigint not null,
  par30_sen bigint not null,
  par90_sen bigint not null,
  receivable_sen bigint not null,
  allowance_sen bigint not null,
  disbursed_sen bigint not null,
  repaid_sen bigint not null,
  constraint figures_pkey PRIMARY KEY (cooperative_id, business_date, no),
  constraint figures_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES loans.product(cooperative_id, id),
  constraint figures_collectability_check CHECK (collectability = ANY (ARRAY['current'::text, 'special_mention'::text, 'substandard'::text, 'doubtful'::text, 'loss'::text])),
  constraint figures_loans_check CHECK (loans >= 0),
  constraint figures_no_check CHECK (no > 0)
);
create table loans.group_member (
  cooperative_id uuid not null,
  group_id uuid not null,
  member_id uuid not null,
  joined_on date not null,
  left_on date,
  constraint group_member_pkey PRIMARY KEY (cooperative_id, group_id, member_id, joined_on),
  constraint group_member_cooperative_id_group_id_fkey FOREIGN KEY (cooperative_id, group_id) REFERENCES loans.lending_group(cooperative_id, id),
  constraint group_member_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint group_member_check CHECK (left_on >= joined_on)
);
create table loans.guarantee_claim (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  member_id uuid not null,
  ground text not null,
  amount_sen bigint not null,
  claimed_on date not null,
  note text default ''::text not null,
  person_id uuid not null,
  person_name text not null,
  command_id uuid not null,
  written_at timestamp with time zone not null,
  constraint guarantee_claim_pkey PRIMARY KEY (cooperative_id, id),
  constraint guarantee_claim_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint guarantee_claim_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint guarantee_claim_amount_sen_check CHECK (amount_sen > 0),
  constraint guarantee_claim_ground_check CHECK (ground = ANY (ARRAY['guarantor'::text, 'group'::text]))
);
create table loans.guarantee_payment (
  cooperative_id uuid not null,
  id uuid not null,
  claim_id uuid not null,
  event_id uuid not null,
  amount_sen bigint not null,
  consent text not null,
  paid_on date not null,
  constraint guarantee_payment_pkey PRIMARY KEY (cooperative_id, id),
  constraint guarantee_payment_cooperative_id_claim_id_fkey FOREIGN KEY (cooperative_id, claim_id) REFERENCES loans.guarantee_claim(cooperative_id, id),
  constraint guarantee_payment_cooperative_id_event_id_fkey FOREIGN KEY (cooperative_id, event_id) REFERENCES loans.event(cooperative_id, id),
  constraint guarantee_payment_amount_sen_check CHECK (amount_sen > 0),
  constraint guarantee_payment_consent_check CHECK (length(consent) >= 5)
);
create table loans.guarantor (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid,
  full_name text not null,
  nik_cipher text,
  nik_index text,
  phone_cipher text,
  relation text default ''::text not null,
  application_id uuid,
  loan_id uuid,
  amount_sen bigint not null,
  consented_on date not null,
  released_on date,
  release_reason text,
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamp with time zone not null,
  constraint guarantor_pkey PRIMARY KEY (cooperative_id, id),
  constraint guarantor_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint guarantor_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint guarantor_amount_sen_check CHECK (amount_sen > 0),
  constraint guarantor_check CHECK (released_on >= consented_on),
  constraint guarantor_check1 CHECK ((member_id IS NULL) = (nik_cipher IS NOT NULL) AND (nik_cipher IS NULL) = (nik_index IS NULL)),
  constraint guarantor_check2 CHECK (application_id IS NOT NULL OR loan_id IS NOT NULL),
  constraint guarantor_check3 CHECK ((released_on IS NULL) = (release_reason IS NULL)),
  constraint guarantor_full_name_check CHECK (length(full_name) >= 2 AND length(full_name) <= 100),
  constraint guarantor_nik_cipher_check CHECK (nik_cipher ~ '^1\.'::text),
  constraint guarantor_nik_index_check CHECK (length(nik_index) = 43),
  constraint guarantor_phone_cipher_check CHECK (phone_cipher ~ '^1\.'::text),
  constraint guarantor_relation_check CHECK (length(relation) <= 60)
);
create table loans.instalment (
  cooperative_id uuid not null,
  loan_id uuid not null,
  version smallint not null,
  no smallint not null,
  starts_on date not null,
  due_on date not null,
  principal_sen bigint not null,
  interest_sen bigint not null,
  balance_after_sen bigint not null,
  paid_principal_sen bigint default 0 not null,
  paid_interest_sen bigint default 0 not null,
  penalty_sen bigint default 0 not null,
  paid_penalty_sen bigint default 0 not null,
  waived_penalty_sen bigint default 0 not null,
  settled_on date,
  constraint instalment_pkey PRIMARY KEY (cooperative_id, loan_id, version, no),
  constraint instalment_cooperative_id_loan_id_version_fkey FOREIGN KEY (cooperative_id, loan_id, version) REFERENCES loans.schedule(cooperative_id, loan_id, version),
  constraint instalment_balance_after_sen_check CHECK (balance_after_sen >= 0),
  constraint instalment_check CHECK (due_on >= starts_on),
  constraint instalment_check1 CHECK (paid_principal_sen >= 0 AND paid_principal_sen <= principal_sen),
  constraint instalment_check2 CHECK (paid_interest_sen >= 0 AND paid_interest_sen <= interest_sen),
  constraint instalment_check3 CHECK (settled_on IS NULL OR paid_principal_sen = principal_sen AND paid_interest_sen = interest_sen),
  constraint instalment_interest_sen_check CHECK (interest_sen >= 0),
  constraint instalment_no_check CHECK (no >= 1 AND no <= 1200),
  constraint instalment_paid_penalty_sen_check CHECK (paid_penalty_sen >= 0),
  constraint instalment_penalty_sen_check CHECK (penalty_sen >= 0),
  constraint instalment_principal_sen_check CHECK (principal_sen >= 0),
  constraint instalment_waived_penalty_sen_check CHECK (waived_penalty_sen >= 0)
);
create table loans.lending_group (
  cooperative_id uuid not null,
  id uuid not null,
  name text not null,
  chair_id uuid not null,
  share_rule text not null,
  formed_on date not null,
  dissolved_on date,
  agreement text default ''::text not null,
  created_at timestamp with time zone not null,
  constraint lending_group_pkey PRIMARY KEY (cooperative_id, id),
  constraint lending_group_cooperative_id_chair_id_fkey FOREIGN KEY (cooperative_id, chair_id) REFERENCES members.member(cooperative_id, id),
  constraint lending_group_agreement_check CHECK (length(agreement) <= 200),
  constraint lending_group_check CHECK (dissolved_on >= formed_on),
  constraint lending_group_name_check CHECK (length(name) >= 3 AND length(name) <= 60),
  constraint lending_group_share_rule_check CHECK (share_rule = ANY (ARRAY['equal'::text, 'by_outstanding'::text]))
);
create table loans.loan (
  cooperative_id uuid not null,
  id uuid not null,
  interest_account_id uuid not null,
  number text not null,
  member_id uuid not null,
  product_id uuid not null,
  application_id uuid,
  status text not null,
  principal_sen bigint not null,
  disbursed_sen bigint default 0 not null,
  version smallint default 1 not null,
  purpose text default ''::text not null,
  branch_id uuid,
  unit_id uuid,
  officer_id uuid,
  officer_name text,
  group_id uuid,
  savings_account_id uuid,
  standing_order boolean default false not null,
  drawn_on date not null,
  signed_on date,
  disbursed_on date,
  matures_on date,
  closed_on date,
  standing_on date,
  days_past_due integer default 0 not null,
  overdue_principal_sen bigint default 0 not null,
  overdue_interest_sen bigint default 0 not null,
  next_due_on date,
  collectability text default 'current'::text not null,
  collectability_since date,
  override text,
  performing boolean default true not null,
  restructured_on date,
  prospect text default 'rescuable'::text not null,
  constraint loan_pkey PRIMARY KEY (cooperative_id, id),
  constraint loan_cooperative_id_group_id_fkey FOREIGN KEY (cooperative_id, group_id) REFERENCES loans.lending_group(cooperative_id, id),
  constraint loan_cooperative_id_id_fkey FOREIGN KEY (cooperative_id, id) REFERENCES ledger.account(cooperative_id, id),
  constraint loan_cooperative_id_interest_account_id_fkey FOREIGN KEY (cooperative_id, interest_account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint loan_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint loan_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES loans.product(cooperative_id, id),
  constraint loan_cooperative_id_savings_account_id_fkey FOREIGN KEY (cooperative_id, savings_account_id) REFERENCES savings.account(cooperative_id, id),
  constraint loan_check CHECK (disbursed_sen >= 0 AND disbursed_sen <= principal_sen),
  constraint loan_check1 CHECK (NOT standing_order OR savings_account_id IS NOT NULL),
  constraint loan_check2 CHECK ((status = ANY (ARRAY['drawn'::text, 'cancelled'::text])) OR signed_on IS NOT NULL),
  constraint loan_check3 CHECK ((status = ANY (ARRAY['drawn'::text, 'signed'::text, 'cancelled'::text])) OR disbursed_on IS NOT NULL),
  constraint loan_check4 CHECK ((status = ANY (ARRAY['settled'::text, 'written_off'::text, 'cancelled'::text])) = (closed_on IS NOT NULL)),
  constraint loan_collectability_check CHECK (collectability = ANY (ARRAY['current'::text, 'special_mention'::text, 'substandard'::text, 'doubtful'::text, 'loss'::text])),
  constraint loan_days_past_due_check CHECK (days_past_due >= 0),
  constraint loan_number_check CHECK (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'::text),
  constraint loan_overdue_interest_sen_check CHECK (overdue_interest_sen >= 0),
  constraint loan_overdue_principal_sen_check CHECK (overdue_principal_sen >= 0),
  constraint loan_override_check CHECK (override = ANY (ARRAY['special_mention'::text, 'substandard'::text, 'doubtful'::text, 'loss'::text])),
  constraint loan_principal_sen_check CHECK (principal_sen > 0),
  constraint loan_prospect_check CHECK (prospect = ANY (ARRAY['rescuable'::text, 'not_rescuable'::text, 'handed_over'::text])),
  constraint loan_status_check CHECK (status = ANY (ARRAY['drawn'::text, 'signed'::text, 'active'::text, 'settled'::text, 'written_off'::text, 'cancelled'::text])),
  constraint loan_version_check CHECK (version >= 1 AND version <= 9999)
);
create table loans.pledge (
  cooperative_id uuid not null,
  id uuid not null,
  collateral_id uuid not null,
  application_id uuid,
  loan_id uuid,
  pledged_on date not null,
  pledged_by uuid not null,
  released_on date,
  released_by uuid,
  constraint pledge_pkey PRIMARY KEY (cooperative_id, id),
  constraint pledge_cooperative_id_collateral_id_fkey FOREIGN KEY (cooperative_id, collateral_id) REFERENCES loans.collateral(cooperative_id, id),
  constraint pledge_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint pledge_check CHECK (released_on >= pledged_on),
  constraint pledge_check1 CHECK (application_id IS NOT NULL OR loan_id IS NOT NULL),
  constraint pledge_check2 CHECK ((released_on IS NULL) = (released_by IS NULL))
);
create table loans.product (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  contract text not null,
  principal_code text not null,
  interest_code text not null,
  income_code text not null,
  penalty_code text not null,
  allowance_code text not null,
  expense_code text not null,
  status text default 'active'::text not null,
  next_sequence bigint default 1 not null,
  created_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (cooperative_id, id),
  constraint product_cooperative_id_code_key UNIQUE (cooperative_id, code),
  constraint product_cooperative_id_allowance_code_fkey FOREIGN KEY (cooperative_id, allowance_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_expense_code_fkey FOREIGN KEY (cooperative_id, expense_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_income_code_fkey FOREIGN KEY (cooperative_id, income_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_interest_code_fkey FOREIGN KEY (cooperative_id, interest_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_penalty_code_fkey FOREIGN KEY (cooperative_id, penalty_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_principal_code_fkey FOREIGN KEY (cooperative_id, principal_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_code_check CHECK (code ~ '^[A-Z][A-Z0-9]{0,7}$'::text),
  constraint product_contract_check CHECK (contract = ANY (ARRAY['interest'::text, 'murabahah'::text, 'mudharabah'::text, 'musyarakah'::text, 'ijarah'::text, 'qardh'::text])),
  constraint product_name_check CHECK (length(name) >= 3 AND length(name) <= 60),
  constraint product_next_sequence_check CHECK (next_sequence >= 1 AND next_sequence <= 100000000),
  constraint product_status_check CHECK (status = ANY (ARRAY['active'::text, 'retired'::text]))
);
create table loans.product_terms (
  cooperative_id uuid not null,
  product_id uuid not null,
  effective_from date not null,
  terms jsonb not null,
  legal_basis text not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint product_terms_pkey PRIMARY KEY (cooperative_id, product_id, effective_from),
  constraint product_terms_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES loans.product(cooperative_id, id),
  constraint product_terms_legal_basis_check CHECK (length(legal_basis) >= 3),
  constraint product_terms_terms_check CHECK (jsonb_typeof(terms) = 'object'::text)
);
create table loans.related_party (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  role text not null,
  relation text default ''::text not null,
  since date not null,
  until date,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint related_party_pkey PRIMARY KEY (cooperative_id, id),
  constraint related_party_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint related_party_check CHECK (until >= since),
  constraint related_party_relation_check CHECK (length(relation) <= 120),
  constraint related_party_role_check CHECK (role = ANY (ARRAY['board'::text, 'supervisor'::text, 'manager'::text, 'family'::text, 'affiliate'::text]))
);
create table loans.reminder (
  cooperative_id uuid not null,
  loan_id uuid not null,
  instalment_no smallint not null,
  kind text not null,
  due_on date not null,
  for_date date not null,
  channel text default 'whatsapp'::text not null,
  text text not null,
  queued_at timestamp with time zone not null,
  constraint reminder_pkey PRIMARY KEY (cooperative_id, loan_id, instalment_no, kind),
  constraint reminder_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint reminder_channel_check CHECK (channel = 'whatsapp'::text),
  constraint reminder_kind_check CHECK (kind ~ '^(before_[1-9][0-9]{0,2}|due|late_[1-9][0-9]{0,2})$'::text),
  constraint reminder_text_check CHECK (length(text) >= 10 AND length(text) <= 1000)
);
create table loans.reminder_sent (
  cooperative_id uuid not null,
  loan_id uuid not null,
  instalment_no smallint not null,
  kind text not null,
  person_id uuid not null,
  person_name text not null,
  sent_at timestamp with time zone not null,
  constraint reminder_sent_pkey PRIMARY KEY (cooperative_id, loan_id, instalment_no, kind),
  constraint reminder_sent_cooperative_id_loan_id_instalment_no_kind_fkey FOREIGN KEY (cooperative_id, loan_id, instalment_no, kind) REFERENCES loans.reminder(cooperative_id, loan_id, instalment_no, kind)
);
create table loans.schedule (
  cooperative_id uuid not null,
  loan_id uuid not null,
  version smallint not null,
  terms jsonb not null,
  request jsonb not null,
  engine_version smallint not null,
  reason text not null,
  made_on date not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  class_rule text generated always as (
CASE
    WHEN ((terms ->> 'classes'::text) = 'bank'::text) THEN 'bank'::text
    ELSE 'cooperative'::text
END) stored not null,
  period_class text generated always as (
CASE
    WHEN (((terms #>> '{calculation,method}'::text[]) = 'bullet'::text) OR ((request ->> 'instalments'::text) = '1'::text)) THEN 'single'::text
    WHEN ((COALESCE(((terms #>> '{calculation,frequency,every}'::text[]))::integer, 1) *
    CASE (terms #>> '{calculation,frequency,unit}'::text[])
        WHEN 'day'::text THEN 1
        WHEN 'week'::text THEN 7
        ELSE 30
    END) < 30) THEN 'short'::text
    WHEN ((COALESCE(((terms #>> '{calculation,frequency,every}'::text[]))::integer, 1) *
    CASE (terms #>> '{calculation,frequency,unit}'::text[])
        WHEN 'day'::text THEN 1
        WHEN 'week'::text THEN 7
        ELSE 30
    END) < 180) THEN 'monthly'::text
    ELSE 'half_yearly'::text
END) stored not null,
  accrues boolean generated always as ((COALESCE((terms ->> 'recognition'::text), 'accrual'::text) = 'accrual'::text)) stored not null,
  constraint schedule_pkey PRIMARY KEY (cooperative_id, loan_id, version),
  constraint schedule_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint schedule_engine_version_check CHECK (engine_version > 0),
  constraint schedule_reason_check CHECK (reason = ANY (ARRAY['contract'::text, 'tranche'::text, 'prepayment'::text, 'restructured'::text, 'rate_changed'::text, 'due_date_moved'::text, 'imported'::text, 'recalculated'::text, 'reversed'::text, 'profit_reported'::text])),
  constraint schedule_request_check CHECK (jsonb_typeof(request) = 'object'::text),
  constraint schedule_terms_check CHECK (jsonb_typeof(terms) = 'object'::text),
  constraint schedule_version_check CHECK (version >= 1 AND version <= 9999)
);
create table loans.signature (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  version smallint not null,
  role text not null,
  name text not null,
  way text not null,
  signed_on date not null,
  file_id uuid,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamp with time zone not null,
  constraint signature_pkey PRIMARY KEY (cooperative_id, id),
  constraint signature_cooperative_id_file_id_fkey FOREIGN KEY (cooperative_id, file_id) REFERENCES documents.file(cooperative_id, id),
  constraint signature_cooperative_id_loan_id_version_fkey FOREIGN KEY (cooperative_id, loan_id, version) REFERENCES loans.schedule(cooperative_id, loan_id, version),
  constraint signature_check CHECK (way = 'paper'::text OR file_id IS NOT NULL),
  constraint signature_name_check CHECK (length(name) >= 2 AND length(name) <= 120),
  constraint signature_role_check CHECK (role = ANY (ARRAY['borrower'::text, 'spouse'::text, 'guarantor'::text, 'cooperative'::text, 'witness'::text])),
  constraint signature_version_check CHECK (version >= 1 AND version <= 9999),
  constraint signature_way_check CHECK (way = ANY (ARRAY['screen'::text, 'paper'::text]))
);
create table loans.standing_order_shortfall (
  cooperative_id uuid not null,
  business_date date not null,
  loan_id uuid not null,
  due_sen bigint not null,
  paid_sen bigint not null,
  reason text not null,
  written_at timestamp with time zone not null,
  constraint standing_order_shortfall_pkey PRIMARY KEY (cooperative_id, business_date, loan_id),
  constraint standing_order_shortfall_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint standing_order_shortfall_check CHECK (paid_sen >= 0 AND paid_sen < due_sen),
  constraint standing_order_shortfall_due_sen_check CHECK (due_sen > 0)
);
create table loans.write_off_proposal (
  cooperative_id uuid not null,
  id uuid not null,
  loan_id uuid not null,
  reason text not null,
  resolution text not null,
  principal_sen bigint not null,
  class text not null,
  proposed_on date not null,
  proposer_id uuid not null,
  proposer_name text not null,
  command_id uuid not null,
  proposed_at timestamp with time zone not null,
  constraint write_off_proposal_pkey PRIMARY KEY (cooperative_id, id),
  constraint write_off_proposal_cooperative_id_id_proposer_id_key UNIQUE (cooperative_id, id, proposer_id),
  constraint write_off_proposal_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint write_off_proposal_principal_sen_check CHECK (principal_sen > 0),
  constraint write_off_proposal_reason_check CHECK (length(reason) >= 10 AND length(reason) <= 500),
  constraint write_off_proposal_resolution_check CHECK (length(resolution) >= 3 AND length(resolution) <= 100)
);
create table loans.write_off_vote (
  cooperative_id uuid not null,
  proposal_id uuid not null,
  voter_id uuid not null,
  voter_name text not null,
  proposer_id uuid not null,
  decision text not null,
  note text default ''::text not null,
  voted_at timestamp with time zone not null,
  constraint write_off_vote_pkey PRIMARY KEY (cooperative_id, proposal_id, voter_id),
  constraint write_off_vote_cooperative_id_proposal_id_proposer_id_fkey FOREIGN KEY (cooperative_id, proposal_id, proposer_id) REFERENCES loans.write_off_proposal(cooperative_id, id, proposer_id),
  constraint voter_is_not_proposer CHECK (voter_id <> proposer_id),
  constraint write_off_vote_check CHECK (decision = 'agreed'::text OR length(note) >= 5),
  constraint write_off_vote_decision_check CHECK (decision = ANY (ARRAY['agreed'::text, 'declined'::text]))
);
create table members.application (
  cooperative_id uuid not null,
  id uuid not null,
  source_hash text not null,
  received_at timestamp with time zone not null,
  outcome text not null,
  member_id uuid not null,
  constraint application_pkey PRIMARY KEY (cooperative_id, id),
  constraint application_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint application_outcome_check CHECK (outcome = ANY (ARRAY['taken'::text, 'duplicate'::text])),
  constraint application_source_hash_check CHECK (length(source_hash) = 43)
);
create table members.heir (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  "position" smallint not null,
  full_name text not null,
  relationship text not null,
  phone_cipher text,
  share_percent smallint,
  named_at timestamp with time zone not null,
  replaced_at timestamp with time zone,
  constraint heir_pkey PRIMARY KEY (cooperative_id, id),
  constraint heir_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint heir_full_name_check CHECK (length(full_name) >= 2 AND length(full_name) <= 100),
  constraint heir_phone_cipher_check CHECK (phone_cipher ~ '^1\.'::text),
  constraint heir_position_check CHECK ("position" >= 1 AND "position" <= 10),
  constraint heir_relationship_check CHECK (relationship = ANY (ARRAY['spouse'::text, 'child'::text, 'parent'::text, 'sibling'::text, 'other'::text])),
  constraint heir_share_percent_check CHECK (share_percent >= 1 AND share_percent <= 100)
);
create table members.member (
  cooperative_id uuid not null,
  id uuid not null,
  number text,
  kind text default 'full'::text not null,
  full_name text not null,
  sex text,
  birth_place text,
  birth_date date,
  nik_cipher text,
  nik_index text,
  nik_warning text,
  phone_cipher text,
  phone_index text,
  address_cipher text,
  region_code text,
  region_name text,
  occupation text,
  employer text,
  work_unit text,
  photo_document_id uuid,
  status text not null,
  cycle smallint default 1 not null,
  version integer default 1 not null,
  registered_at timestamp with time zone not null,
  constraint member_pkey PRIMARY KEY (cooperative_id, id),
  constraint member_cooperative_id_photo_document_id_fkey FOREIGN KEY (cooperative_id, photo_document_id) REFERENCES documents.file(cooperative_id, id),
  constraint member_address_cipher_check CHECK (address_cipher ~ '^1\.'::text),
  constraint member_birth_place_check CHECK (length(birth_place) >= 1 AND length(birth_place) <= 60),
  constraint member_check CHECK ((nik_cipher IS NULL) = (nik_index IS NULL)),
  constraint member_check1 CHECK ((phone_cipher IS NULL) = (phone_index IS NULL)),
  constraint member_cycle_check CHECK (cycle >= 1),
  constraint member_employer_check CHECK (length(employer) >= 1 AND length(employer) <= 80),
  constraint member_full_name_check CHECK (length(full_name) >= 2 AND length(full_name) <= 100),
  constraint member_kind_check CHECK (kind = ANY (ARRAY['full'::text, 'associate'::text])),
  constraint member_nik_cipher_check CHECK (nik_cipher ~ '^1\.'::text),
  constraint member_nik_index_check CHECK (length(nik_index) = 43),
  constraint member_number_check CHECK (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'::text),
  constraint member_occupation_check CHECK (length(occupation) >= 1 AND length(occupation) <= 80),
  constraint member_phone_cipher_check CHECK (phone_cipher ~ '^1\.'::text),
  constraint member_phone_index_check CHECK (length(phone_index) = 43),
  constraint member_region_code_check CHECK (region_code ~ '^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$'::text),
  constraint member_sex_check CHECK (sex = ANY (ARRAY['male'::text, 'female'::text])),
  constraint member_status_check CHECK (status = ANY (ARRAY['applied'::text, 'rejected'::text, 'accepted'::text, 'active'::text, 'suspended'::text, 'exiting'::text, 'exited'::text])),
  constraint member_version_check CHECK (version >= 1),
  constraint member_work_unit_check CHECK (length(work_unit) >= 1 AND length(work_unit) <= 80),
  constraint numbered_when_admitted CHECK ((status = ANY (ARRAY['applied'::text, 'rejected'::text, 'accepted'::text])) OR number IS NOT NULL)
);
create table members.member_event (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  cycle smallint not null,
  kind text not null,
  from_status text,
  to_status text not null,
  happened_on date not null,
  note text,
  changed_fields text[] default '{}'::text[] not null,
  before_cipher text,
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint member_event_pkey PRIMARY KEY (cooperative_id, id),
  constraint member_event_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint member_event_before_cipher_check CHECK (before_cipher ~ '^1\.'::text),
  constraint member_event_kind_check CHECK (kind = ANY (ARRAY['registered'::text, 'imported'::text, 'accepted'::text, 'rejected'::text, 'activated'::text, 'suspended'::text, 'resumed'::text, 'exit_requested'::text, 'exit_withdrawn'::text, 'settled'::text, 'exited'::text, 'rejoined'::text, 'details_changed'::text, 'heirs_changed'::text, 'photo_changed'::text]))
);
create table members.member_word (
  cooperative_id uuid not null,
  word text not null,
  member_id uuid not null,
  constraint member_word_pkey PRIMARY KEY (cooperative_id, word, member_id),
  constraint member_word_word_check CHECK (length(word) >= 1 AND length(word) <= 100)
);
create table members.membership (
  cooperative_id uuid not null,
  member_id uuid not null,
  cycle smallint not null,
  applied_on date not null,
  applied_via text not null,
  consented_at timestamp with time zone,
  decision text,
  decided_on date,
  decided_by uuid,
  decided_by_name text,
  decision_reason text,
  identity_checked boolean default false not null,
  activated_on date,
  exit_requested_on date,
  exit_kind text,
  exit_reason text,
  exited_on date,
  exit_decided_by uuid,
  exit_decided_by_name text,
  last_step_on date not null,
  constraint membership_pkey PRIMARY KEY (cooperative_id, member_id, cycle),
  constraint membership_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint membership_applied_via_check CHECK (applied_via = ANY (ARRAY['staff'::text, 'self'::text, 'import'::text])),
  constraint membership_check CHECK ((decision IS NULL) = (decided_on IS NULL) AND (decision IS NULL) = (decided_by_name IS NULL)),
  constraint membership_check1 CHECK (decision IS DISTINCT FROM 'rejected'::text OR length(decision_reason) >= 3),
  constraint membership_check2 CHECK (activated_on IS NULL OR decision IS NOT NULL AND decision = 'accepted'::text AND activated_on >= decided_on),
  constraint membership_check3 CHECK ((exit_requested_on IS NULL) = (exit_kind IS NULL)),
  constraint membership_check4 CHECK (exited_on IS NULL OR exit_requested_on IS NOT NULL AND exited_on >= exit_requested_on AND exit_decided_by_name IS NOT NULL),
  constraint membership_check5 CHECK (decided_on >= applied_on AND exit_requested_on >= activated_on),
  constraint membership_cycle_check CHECK (cycle >= 1),
  constraint membership_decision_check CHECK (decision = ANY (ARRAY['accepted'::text, 'rejected'::text])),
  constraint membership_exit_kind_check CHECK (exit_kind = ANY (ARRAY['resigned'::text, 'deceased'::text, 'expelled'::text, 'moved'::text]))
);
create table members.numbering (
  cooperative_id uuid not null,
  format text default '{SEQ:5}'::text not null,
  next_sequence bigint default 1 not null,
  constraint numbering_pkey PRIMARY KEY (cooperative_id),
  constraint numbering_format_check CHECK (format ~ '\{SEQ:[1-9]\}'::text),
  constraint numbering_next_sequence_check CHECK (next_sequence >= 1 AND next_sequence <= 1000000000)
);
create table members.settlement (
  cooperative_id uuid not null,
  member_id uuid not null,
  cycle smallint not null,
  settled_on date not null,
  principal_sen bigint not null,
  mandatory_sen bigint not null,
  voluntary_sen bigint not null,
  share_sen bigint not null,
  loan_sen bigint not null,
  total_sen bigint not null,
  entry_id uuid,
  settled_by uuid not null,
  settled_by_name text not null,
  recorded_at timestamp with time zone not null,
  constraint settlement_pkey PRIMARY KEY (cooperative_id, member_id, cycle),
  constraint settlement_cooperative_id_member_id_cycle_fkey FOREIGN KEY (cooperative_id, member_id, cycle) REFERENCES members.membership(cooperative_id, member_id, cycle),
  constraint settlement_adds_up CHECK (total_sen = (principal_sen + mandatory_sen + voluntary_sen + share_sen - loan_sen)),
  constraint settlement_loan_sen_check CHECK (loan_sen >= 0),
  constraint settlement_mandatory_sen_check CHECK (mandatory_sen >= 0),
  constraint settlement_principal_sen_check CHECK (principal_sen >= 0),
  constraint settlement_share_sen_check CHECK (share_sen >= 0),
  constraint settlement_total_sen_check CHECK (total_sen >= 0),
  constraint settlement_voluntary_sen_check CHECK (voluntary_sen >= 0)
);
create table members.unmask_log (
  cooperative_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  field text not null,
  reason text not null,
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  unmasked_at timestamp with time zone not null,
  constraint unmask_log_pkey PRIMARY KEY (cooperative_id, member_id, id),
  constraint unmask_log_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint unmask_log_field_check CHECK (field = ANY (ARRAY['nik'::text, 'phone'::text, 'address'::text, 'heirs'::text, 'history'::text, 'register'::text])),
  constraint unmask_log_reason_check CHECK (length(reason) >= 5 AND length(reason) <= 300)
);
create table oversight.review (
  cooperative_id uuid not null,
  id uuid not null,
  rule text not null,
  finding_key text not null,
  verdict text not null,
  note text not null,
  person_id uuid not null,
  person_name text not null,
  written_at timestamp with time zone not null,
  constraint review_pkey PRIMARY KEY (cooperative_id, id),
  constraint review_finding_key_check CHECK (length(finding_key) >= 1 AND length(finding_key) <= 200),
  constraint review_note_check CHECK (length(note) >= 5 AND length(note) <= 500),
  constraint review_rule_check CHECK (rule ~ '^[a-z_]+$'::text),
  constraint review_verdict_check CHECK (verdict = ANY (ARRAY['explained'::text, 'follow_up'::text]))
);
create table payments.till (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  branch_id uuid not null,
  account_id uuid not null,
  added_at timestamp with time zone not null,
  added_by uuid not null,
  constraint till_pkey PRIMARY KEY (cooperative_id, id),
  constraint till_cooperative_id_account_id_key UNIQUE (cooperative_id, account_id),
  constraint till_cooperative_id_code_key UNIQUE (cooperative_id, code),
  constraint till_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint till_cooperative_id_branch_id_fkey FOREIGN KEY (cooperative_id, branch_id) REFERENCES cooperatives.branch(cooperative_id, id),
  constraint till_code_check CHECK (code ~ '^[A-Z0-9]{2,6}$'::text),
  constraint till_kind_check CHECK (kind = ANY (ARRAY['drawer'::text, 'vault'::text])),
  constraint till_name_check CHECK (length(name) >= 1 AND length(name) <= 60)
);
create table payments.till_count (
  cooperative_id uuid not null,
  id uuid not null,
  session_id uuid not null,
  kind text not null,
  pieces jsonb not null,
  expected_sen bigint not null,
  counted_sen bigint not null,
  note text default ''::text not null,
  entry_id uuid,
  counted_at timestamp with time zone not null,
  counted_by uuid not null,
  constraint till_count_pkey PRIMARY KEY (cooperative_id, id),
  constraint till_count_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint till_count_cooperative_id_session_id_fkey FOREIGN KEY (cooperative_id, session_id) REFERENCES payments.till_session(cooperative_id, id),
  constraint difference_is_booked CHECK ((entry_id IS NOT NULL) = (kind <> 'check'::text AND counted_sen <> expected_sen)),
  constraint till_count_counted_sen_check CHECK (counted_sen >= 0),
  constraint till_count_expected_sen_check CHECK (expected_sen >= 0),
  constraint till_count_kind_check CHECK (kind = ANY (ARRAY['opening'::text, 'check'::text, 'closing'::text]))
);
create table payments.till_movement (
  cooperative_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  session_id uuid,
  kind text not null,
  amount_sen bigint not null,
  description text not null,
  entry_id uuid not null,
  receipt_id uuid not null,
  member_id uuid,
  savings_account_id uuid,
  balance_after_sen bigint,
  attachment_id uuid,
  happened_at timestamp with time zone not null,
  loan_id uuid,
  constraint till_movement_pkey PRIMARY KEY (cooperative_id, id),
  constraint till_movement_cooperative_id_till_id_entry_id_key UNIQUE (cooperative_id, till_id, entry_id),
  constraint till_movement_cooperative_id_attachment_id_fkey FOREIGN KEY (cooperative_id, attachment_id) REFERENCES documents.file(cooperative_id, id),
  constraint till_movement_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint till_movement_cooperative_id_loan_id_fkey FOREIGN KEY (cooperative_id, loan_id) REFERENCES loans.loan(cooperative_id, id),
  constraint till_movement_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint till_movement_cooperative_id_receipt_id_fkey FOREIGN KEY (cooperative_id, receipt_id) REFERENCES documents.receipt(cooperative_id, id),
  constraint till_movement_cooperative_id_savings_account_id_fkey FOREIGN KEY (cooperative_id, savings_account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint till_movement_cooperative_id_session_id_fkey FOREIGN KEY (cooperative_id, session_id) REFERENCES payments.till_session(cooperative_id, id),
  constraint till_movement_cooperative_id_till_id_fkey FOREIGN KEY (cooperative_id, till_id) REFERENCES payments.till(cooperative_id, id),
  constraint till_movement_amount_sen_check CHECK (amount_sen <> 0),
  constraint till_movement_check2 CHECK ((member_id IS NULL) = (balance_after_sen IS NULL)),
  constraint till_movement_check3 CHECK (
CASE kind
    WHEN 'deposit'::text THEN amount_sen > 0
    WHEN 'cash_in'::text THEN amount_sen > 0
    WHEN 'withdrawal'::text THEN amount_sen < 0
    WHEN 'cash_out'::text THEN amount_sen < 0
    ELSE true
END),
  constraint till_movement_description_check CHECK (length(description) >= 1 AND length(description) <= 300),
  constraint till_movement_kind_check CHECK (kind = ANY (ARRAY['deposit'::text, 'withdrawal'::text, 'cash_in'::text, 'cash_out'::text, 'hand_over'::text, 'difference'::text, 'loan_disbursement'::text, 'loan_repayment'::text])),
  constraint till_movement_loan CHECK ((kind = ANY (ARRAY['loan_disbursement'::text, 'loan_repayment'::text])) = (loan_id IS NOT NULL)),
  constraint till_movement_member CHECK ((kind = ANY (ARRAY['deposit'::text, 'withdrawal'::text, 'loan_disbursement'::text, 'loan_repayment'::text])) = (member_id IS NOT NULL)),
  constraint till_movement_saving CHECK ((kind = ANY (ARRAY['deposit'::text, 'withdrawal'::text])) = (savings_account_id IS NOT NULL))
);
create table payments.till_session (
  cooperative_id uuid not null,
  id uuid not null,
  till_id uuid not null,
  business_date date not null,
  round smallint not null,
  teller_id uuid not null,
  teller_name text not null,
  opened_at timestamp with time zone not null,
  opening_sen bigint not null,
  reopening_approval_id uuid,
  closed_at timestamp with time zone,
  closed_by uuid,
  constraint till_session_pkey PRIMARY KEY (cooperative_id, id),
  constraint till_session_cooperative_id_till_id_business_date_round_key UNIQUE (cooperative_id, till_id, business_date, round),
  constraint till_session_cooperative_id_till_id_fkey FOREIGN KEY (cooperative_id, till_id) REFERENCES payments.till(cooperative_id, id),
  constraint reopening_was_approved CHECK ((round > 1) = (reopening_approval_id IS NOT NULL)),
  constraint till_session_check CHECK ((closed_at IS NULL) = (closed_by IS NULL)),
  constraint till_session_opening_sen_check CHECK (opening_sen >= 0),
  constraint till_session_round_check CHECK (round >= 1)
);
create table savings.account (
  cooperative_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  kind text not null,
  member_id uuid not null,
  number text not null,
  status text default 'open'::text not null,
  opened_on date not null,
  closed_on date,
  blocked_sen bigint default 0 not null,
  interest_through date not null,
  dues_from date not null,
  brought_in_sen bigint default 0 not null,
  goal_on date,
  tenor_months smallint,
  agreed_rate_ppm bigint,
  placed_on date,
  matures_on date,
  rollover text,
  payout_account_id uuid,
  constraint account_pkey PRIMARY KEY (cooperative_id, id),
  constraint account_cooperative_id_id_fkey FOREIGN KEY (cooperative_id, id) REFERENCES ledger.account(cooperative_id, id),
  constraint account_cooperative_id_member_id_fkey FOREIGN KEY (cooperative_id, member_id) REFERENCES members.member(cooperative_id, id),
  constraint account_cooperative_id_payout_account_id_fkey FOREIGN KEY (cooperative_id, payout_account_id) REFERENCES savings.account(cooperative_id, id),
  constraint account_cooperative_id_product_id_kind_fkey FOREIGN KEY (cooperative_id, product_id, kind) REFERENCES savings.product(cooperative_id, id, kind),
  constraint account_agreed_rate_ppm_check CHECK (agreed_rate_ppm >= 0 AND agreed_rate_ppm <= 1000000),
  constraint account_blocked_sen_check CHECK (blocked_sen >= 0),
  constraint account_brought_in_sen_check CHECK (brought_in_sen >= 0),
  constraint account_check CHECK ((status = 'closed'::text) = (closed_on IS NOT NULL)),
  constraint account_check1 CHECK ((kind = 'goal'::text) = (goal_on IS NOT NULL)),
  constraint account_check2 CHECK ((kind = 'term'::text) = (tenor_months IS NOT NULL AND agreed_rate_ppm IS NOT NULL AND placed_on IS NOT NULL AND matures_on IS NOT NULL AND rollover IS NOT NULL)),
  constraint account_check3 CHECK (matures_on > placed_on),
  constraint account_number_check CHECK (number ~ '^[A-Z0-9][A-Z0-9./-]{0,29}$'::text),
  constraint account_rollover_check CHECK (rollover = ANY (ARRAY['none'::text, 'principal'::text, 'principal_interest'::text])),
  constraint account_status_check CHECK (status = ANY (ARRAY['open'::text, 'blocked'::text, 'closed'::text])),
  constraint account_tenor_months_check CHECK (tenor_months >= 1 AND tenor_months <= 120)
);
create table savings.account_event (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  amount_sen bigint,
  entry_id uuid,
  reason text,
  happened_on date not null,
  actor_id uuid not null,
  actor_name text not null,
  command_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint account_event_pkey PRIMARY KEY (cooperative_id, id),
  constraint account_event_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES savings.account(cooperative_id, id),
  constraint account_event_amount_sen_check CHECK (amount_sen >= 0),
  constraint account_event_kind_check CHECK (kind = ANY (ARRAY['opened'::text, 'blocked'::text, 'amount_blocked'::text, 'unblocked'::text, 'closed'::text, 'placed'::text, 'matured'::text, 'rolled_over'::text, 'reversed'::text])),
  constraint account_event_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 200)
);
create table savings.collection (
  cooperative_id uuid not null,
  id uuid not null,
  file_name text not null,
  content_hash bytea not null,
  happened_on date not null,
  cash_account_id uuid not null,
  rows_posted integer not null,
  rows_refused integer not null,
  posted_sen bigint not null,
  refused_sen bigint not null,
  collected_by uuid not null,
  collected_by_name text not null,
  collected_at timestamp with time zone not null,
  constraint collection_pkey PRIMARY KEY (cooperative_id, id),
  constraint collection_cooperative_id_cash_account_id_fkey FOREIGN KEY (cooperative_id, cash_account_id) REFERENCES ledger.account(cooperative_id, id),
  constraint collection_content_hash_check CHECK (length(content_hash) = 32),
  constraint collection_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint collection_posted_sen_check CHECK (posted_sen >= 0),
  constraint collection_refused_sen_check CHECK (refused_sen >= 0),
  constraint collection_rows_posted_check CHECK (rows_posted >= 0),
  constraint collection_rows_refused_check CHECK (rows_refused >= 0)
);
create table savings.collection_row (
  cooperative_id uuid not null,
  collection_id uuid not null,
  line integer not null,
  reference text not null,
  amount_sen bigint not null,
  outcome text not null,
  account_id uuid,
  entry_id uuid,
  receipt_number text,
  reason text,
  pesan text,
  constraint collection_row_pkey PRIMARY KEY (cooperative_id, collection_id, line),
  constraint collection_row_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES savings.account(cooperative_id, id),
  constraint collection_row_cooperative_id_collection_id_fkey FOREIGN KEY (cooperative_id, collection_id) REFERENCES savings.collection(cooperative_id, id),
  constraint collection_row_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint collection_row_amount_sen_check CHECK (amount_sen >= 0),
  constraint collection_row_check CHECK ((outcome = 'posted'::text) = (entry_id IS NOT NULL)),
  constraint collection_row_check1 CHECK ((outcome = 'refused'::text) = (reason IS NOT NULL)),
  constraint collection_row_line_check CHECK (line >= 1),
  constraint collection_row_outcome_check CHECK (outcome = ANY (ARRAY['posted'::text, 'refused'::text]))
);
create table savings.interest_month (
  cooperative_id uuid not null,
  posting_id uuid not null,
  member_id uuid not null,
  month date not null,
  gross_sen bigint not null,
  tax_sen bigint not null,
  constraint interest_month_pkey PRIMARY KEY (cooperative_id, posting_id, month),
  constraint interest_month_cooperative_id_posting_id_fkey FOREIGN KEY (cooperative_id, posting_id) REFERENCES savings.interest_posting(cooperative_id, id),
  constraint interest_month_gross_sen_check CHECK (gross_sen >= 0),
  constraint interest_month_month_check CHECK (EXTRACT(day FROM month) = 1::numeric)
);
create table savings.interest_posting (
  cooperative_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  run_id uuid,
  period_from date not null,
  period_to date not null,
  basis_sen bigint not null,
  interest_sen bigint not null,
  tax_sen bigint not null,
  fee_sen bigint not null,
  entry_id uuid,
  constraint interest_posting_pkey PRIMARY KEY (cooperative_id, id),
  constraint interest_posting_cooperative_id_account_id_fkey FOREIGN KEY (cooperative_id, account_id) REFERENCES savings.account(cooperative_id, id),
  constraint interest_posting_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint interest_posting_cooperative_id_run_id_fkey FOREIGN KEY (cooperative_id, run_id) REFERENCES savings.interest_run(cooperative_id, id),
  constraint interest_posting_check CHECK (period_to > period_from),
  constraint interest_posting_fee_sen_check CHECK (fee_sen >= 0),
  constraint interest_posting_interest_sen_check CHECK (interest_sen >= 0)
);
create table savings.interest_run (
  cooperative_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  until date not null,
  status text default 'running'::text not null,
  accounts_total integer not null,
  accounts_done integer default 0 not null,
  last_account_id uuid,
  interest_sen bigint default 0 not null,
  tax_sen bigint default 0 not null,
  fee_sen bigint default 0 not null,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint interest_run_pkey PRIMARY KEY (cooperative_id, id),
  constraint interest_run_once UNIQUE (cooperative_id, product_id, until),
  constraint interest_run_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES savings.product(cooperative_id, id),
  constraint interest_run_accounts_total_check CHECK (accounts_total >= 0),
  constraint interest_run_check CHECK (accounts_done >= 0 AND accounts_done <= accounts_total),
  constraint interest_run_check1 CHECK ((status = 'done'::text) = (finished_at IS NOT NULL)),
  constraint interest_run_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text]))
);
create table savings.interest_tax (
  cooperative_id uuid not null,
  effective_from date not null,
  exempt_per_month_sen bigint not null,
  rate_ppm bigint not null,
  legal_basis text not null,
  set_at timestamp with time zone not null,
  constraint interest_tax_pkey PRIMARY KEY (cooperative_id, effective_from),
  constraint interest_tax_exempt_per_month_sen_check CHECK (exempt_per_month_sen >= 0),
  constraint interest_tax_legal_basis_check CHECK (length(legal_basis) >= 3),
  constraint interest_tax_rate_ppm_check CHECK (rate_ppm >= 0 AND rate_ppm <= 1000000)
);
create table savings.product (
  cooperative_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  chart_code text not null,
  interest_chart_code text,
  tax_chart_code text,
  fee_chart_code text,
  opens_on_admission boolean not null,
  status text default 'active'::text not null,
  next_sequence bigint default 1 not null,
  created_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (cooperative_id, id),
  constraint product_cooperative_id_code_key UNIQUE (cooperative_id, code),
  constraint product_cooperative_id_id_kind_key UNIQUE (cooperative_id, id, kind),
  constraint product_cooperative_id_chart_code_fkey FOREIGN KEY (cooperative_id, chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_fee_chart_code_fkey FOREIGN KEY (cooperative_id, fee_chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_interest_chart_code_fkey FOREIGN KEY (cooperative_id, interest_chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_cooperative_id_tax_chart_code_fkey FOREIGN KEY (cooperative_id, tax_chart_code) REFERENCES ledger.chart_line(cooperative_id, code),
  constraint product_code_check CHECK (code ~ '^[A-Z][A-Z0-9]{0,7}$'::text),
  constraint product_kind_check CHECK (kind = ANY (ARRAY['principal'::text, 'mandatory'::text, 'voluntary'::text, 'term'::text, 'goal'::text])),
  constraint product_name_check CHECK (length(name) >= 3 AND length(name) <= 60),
  constraint product_next_sequence_check CHECK (next_sequence >= 1 AND next_sequence <= 100000000),
  constraint product_status_check CHECK (status = ANY (ARRAY['active'::text, 'retired'::text]))
);
create table savings.product_terms (
  cooperative_id uuid not null,
  product_id uuid not null,
  effective_from date not null,
  rate_ppm bigint default 0 not null,
  tiers jsonb default '[]'::jsonb not null,
  tier_mode text default 'whole'::text not null,
  balance_method text default 'daily'::text not null,
  day_count text default 'actual/365'::text not null,
  posting text default 'monthly'::text not null,
  compounding text default 'none'::text not null,
  rounding_step_sen bigint default 1 not null,
  rounding_mode text default 'half_even'::text not null,
  taxed boolean default true not null,
  admin_fee_sen bigint default 0 not null,
  min_balance_sen bigint default 0 not null,
  min_deposit_sen bigint default 0 not null,
  deposit_sen_max bigint,
  withdrawal_sen_max bigint,
  approval_above_sen bigint,
  due_sen bigint,
  due_day smallint default 10 not null,
  tenors jsonb default '[]'::jsonb not null,
  legal_basis text not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint product_terms_pkey PRIMARY KEY (cooperative_id, product_id, effective_from),
  constraint product_terms_cooperative_id_product_id_fkey FOREIGN KEY (cooperative_id, product_id) REFERENCES savings.product(cooperative_id, id),
  constraint product_terms_admin_fee_sen_check CHECK (admin_fee_sen >= 0),
  constraint product_terms_approval_above_sen_check CHECK (approval_above_sen >= 0),
  constraint product_terms_balance_method_check CHECK (balance_method = ANY (ARRAY['daily'::text, 'average'::text, 'minimum'::text])),
  constraint product_terms_compounding_check CHECK (compounding = ANY (ARRAY['none'::text, 'daily'::text, 'monthly'::text, 'quarterly'::text, 'semiannual'::text])),
  constraint product_terms_day_count_check CHECK (day_count = ANY (ARRAY['30/360'::text, '30/365'::text, 'actual/365'::text, 'actual/360'::text, 'actual/364'::text, 'actual/actual'::text])),
  constraint product_terms_deposit_sen_max_check CHECK (deposit_sen_max > 0),
  constraint product_terms_due_day_check CHECK (due_day >= 1 AND due_day <= 28),
  constraint product_terms_due_sen_check CHECK (due_sen > 0),
  constraint product_terms_legal_basis_check CHECK (length(legal_basis) >= 3),
  constraint product_terms_min_balance_sen_check CHECK (min_balance_sen >= 0),
  constraint product_terms_min_deposit_sen_check CHECK (min_deposit_sen >= 0),
  constraint product_terms_posting_check CHECK (posting = ANY (ARRAY['monthly'::text, 'quarterly'::text, 'semiannual'::text, 'annual'::text, 'maturity'::text])),
  constraint product_terms_rate_ppm_check CHECK (rate_ppm >= 0 AND rate_ppm <= 1000000),
  constraint product_terms_rounding_mode_check CHECK (rounding_mode = ANY (ARRAY['half_even'::text, 'half_up'::text, 'down'::text])),
  constraint product_terms_rounding_step_sen_check CHECK (rounding_step_sen >= 1 AND rounding_step_sen <= 1000000),
  constraint product_terms_tier_mode_check CHECK (tier_mode = ANY (ARRAY['whole'::text, 'marginal'::text])),
  constraint product_terms_withdrawal_sen_max_check CHECK (withdrawal_sen_max > 0)
);
create table setup.registration (
  id uuid not null,
  source_hash text not null,
  registered_at timestamp with time zone not null,
  constraint registration_pkey PRIMARY KEY (id),
  constraint registration_source_hash_check CHECK (length(source_hash) >= 20 AND length(source_hash) <= 100)
);
create table shu.approval (
  cooperative_id uuid not null,
  year integer not null,
  calculation_id uuid not null,
  resolution_id uuid not null,
  resolution_number text not null,
  happened_on date not null,
  entry_id uuid not null,
  calculated_by uuid not null,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_at timestamp with time zone not null,
  constraint approved_once PRIMARY KEY (cooperative_id, year),
  constraint approval_cooperative_id_calculation_id_year_fkey FOREIGN KEY (cooperative_id, calculation_id, year) REFERENCES shu.calculation(cooperative_id, id, year),
  constraint approval_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint maker_is_not_checker CHECK (approved_by <> calculated_by)
);
create table shu.batch (
  cooperative_id uuid not null,
  id uuid not null,
  calculation_id uuid not null,
  happened_on date not null,
  status text default 'running'::text not null,
  members_total integer not null,
  members_done integer default 0 not null,
  members_paid integer default 0 not null,
  paid_sen bigint default 0 not null,
  last_position integer default 0 not null,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint batch_pkey PRIMARY KEY (cooperative_id, id),
  constraint batch_cooperative_id_calculation_id_fkey FOREIGN KEY (cooperative_id, calculation_id) REFERENCES shu.calculation(cooperative_id, id),
  constraint batch_check CHECK ((status = 'done'::text) = (finished_at IS NOT NULL)),
  constraint batch_members_total_check CHECK (members_total >= 0),
  constraint batch_status_check CHECK (status = ANY (ARRAY['running'::text, 'done'::text]))
);
create table shu.by_laws (
  cooperative_id uuid not null,
  id uuid not null,
  version integer not null,
  effective_from date not null,
  legal_basis text not null,
  rules jsonb not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint by_laws_pkey PRIMARY KEY (cooperative_id, id),
  constraint by_laws_version UNIQUE (cooperative_id, version),
  constraint by_laws_legal_basis_check CHECK (length(legal_basis) >= 3),
  constraint by_laws_version_check CHECK (version >= 1)
);
create table shu.calculation (
  cooperative_id uuid not null,
  id uuid not null,
  year integer not null,
  version integer not null,
  year_from date not null,
  year_before date not null,
  surplus_sen bigint not null,
  non_member_sen bigint not null,
  checksum text,
  through_number bigint not null,
  by_laws_id uuid not null,
  rules jsonb not null,
  pools jsonb not null,
  members_sen bigint not null,
  rest_sen bigint not null,
  member_count integer not null,
  excluded_count integer not null,
  calculated_by uuid not null,
  calculated_by_name text not null,
  calculated_at timestamp with time zone not null,
  constraint calculation_pkey PRIMARY KEY (cooperative_id, id),
  constraint calculation_cooperative_id_id_year_key UNIQUE (cooperative_id, id, year),
  constraint calculation_version UNIQUE (cooperative_id, year, version),
  constraint calculation_cooperative_id_by_laws_id_fkey FOREIGN KEY (cooperative_id, by_laws_id) REFERENCES shu.by_laws(cooperative_id, id),
  constraint calculation_check CHECK (year_before > year_from),
  constraint calculation_excluded_count_check CHECK (excluded_count >= 0),
  constraint calculation_member_count_check CHECK (member_count >= 0),
  constraint calculation_members_sen_check CHECK (members_sen >= 0),
  constraint calculation_rest_sen_check CHECK (rest_sen >= 0),
  constraint calculation_surplus_sen_check CHECK (surplus_sen > 0),
  constraint calculation_through_number_check CHECK (through_number >= 0),
  constraint calculation_version_check CHECK (version >= 1),
  constraint calculation_year_check CHECK (year >= 1900 AND year <= 2199)
);
create table shu.final_right (
  cooperative_id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  final_sen bigint not null,
  reason text not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamp with time zone not null,
  constraint final_right_pkey PRIMARY KEY (cooperative_id, calculation_id, member_id),
  constraint final_right_cooperative_id_calculation_id_member_id_fkey FOREIGN KEY (cooperative_id, calculation_id, member_id) REFERENCES shu.share(cooperative_id, calculation_id, member_id),
  constraint final_right_final_sen_check CHECK (final_sen >= 0),
  constraint final_right_reason_check CHECK (length(reason) >= 5)
);
create table shu.loss_cover (
  cooperative_id uuid not null,
  year integer not null,
  loss_sen bigint not null,
  resolution_id uuid not null,
  resolution_number text not null,
  happened_on date not null,
  entry_id uuid not null,
  covered_by uuid not null,
  covered_by_name text not null,
  covered_at timestamp with time zone not null,
  constraint loss_covered_once PRIMARY KEY (cooperative_id, year),
  constraint loss_cover_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint loss_cover_loss_sen_check CHECK (loss_sen > 0)
);
create table shu.payment (
  cooperative_id uuid not null,
  id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  way text not null,
  gross_sen bigint not null,
  tax_sen bigint not null,
  happened_on date not null,
  entry_id uuid not null,
  receipt_id uuid,
  batch_id uuid,
  savings_account_id uuid,
  loan_id uuid,
  offset_sen bigint,
  consented_on date,
  consented_by text,
  paid_by uuid not null,
  paid_by_name text not null,
  paid_at timestamp with time zone not null,
  reversed_at timestamp with time zone,
  reversed_by_name text,
  reversal_entry_id uuid,
  reversal_reason text,
  constraint payment_pkey PRIMARY KEY (cooperative_id, id),
  constraint payment_cooperative_id_batch_id_fkey FOREIGN KEY (cooperative_id, batch_id) REFERENCES shu.batch(cooperative_id, id),
  constraint payment_cooperative_id_calculation_id_member_id_fkey FOREIGN KEY (cooperative_id, calculation_id, member_id) REFERENCES shu.share(cooperative_id, calculation_id, member_id),
  constraint payment_cooperative_id_entry_id_fkey FOREIGN KEY (cooperative_id, entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint payment_cooperative_id_reversal_entry_id_fkey FOREIGN KEY (cooperative_id, reversal_entry_id) REFERENCES ledger.entry(cooperative_id, id),
  constraint payment_check CHECK (tax_sen >= 0 AND tax_sen <= gross_sen),
  constraint payment_check1 CHECK ((way = 'cash'::text) = (savings_account_id IS NULL)),
  constraint payment_check2 CHECK ((way = 'offset'::text) = (loan_id IS NOT NULL AND offset_sen IS NOT NULL AND consented_on IS NOT NULL AND consented_by IS NOT NULL)),
  constraint payment_check3 CHECK ((reversed_at IS NULL) = (reversal_entry_id IS NULL) AND (reversed_at IS NULL) = (reversal_reason IS NULL)),
  constraint payment_gross_sen_check CHECK (gross_sen > 0),
  constraint payment_offset_sen_check CHECK (offset_sen > 0),
  constraint payment_way_check CHECK (way = ANY (ARRAY['savings'::text, 'cash'::text, 'offset'::text]))
);
create table shu.share (
  cooperative_id uuid not null,
  calculation_id uuid not null,
  member_id uuid not null,
  "position" integer not null,
  number text not null,
  months smallint not null,
  held boolean not null,
  weights bigint[] not null,
  shares bigint[] not null,
  total_sen bigint not null,
  constraint share_pkey PRIMARY KEY (cooperative_id, calculation_id, member_id),
  constraint share_check CHECK (cardinality(weights) = cardinality(shares)),
  constraint share_months_check CHECK (months >= 0 AND months <= 12),
  constraint share_position_check CHECK ("position" >= 1),
  constraint share_total_sen_check CHECK (total_sen >= 0)
);

CREATE INDEX access_change_by_person ON identity.access_change USING btree (cooperative_id, person_id, changed_at DESC);
CREATE INDEX account_by_chart ON ledger.account USING btree (cooperative_id, chart_code) WHERE (owner_kind <> 'general'::text);
CREATE INDEX account_by_owner ON ledger.account USING btree (cooperative_id, owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX account_event_by_account ON savings.account_event USING btree (cooperative_id, account_id, id) WHERE (account_id IS NOT NULL);
CREATE INDEX allocation_by_loan ON loans.allocation USING btree (cooperative_id, loan_id, no) WHERE (loan_id IS NOT NULL);
CREATE INDEX answer_of_entry ON governance.register_answer USING btree (cooperative_id, entry_id);
CREATE INDEX application_by_member ON loans.application USING btree (cooperative_id, member_id, id) WHERE (member_id IS NOT NULL);
CREATE INDEX application_by_status ON loans.application USING btree (cooperative_id, status, submitted_on, id) WHERE (status <> 'draft'::text);
CREATE INDEX application_by_time ON members.application USING btree (cooperative_id, received_at);
CREATE INDEX application_document_by_application ON loans.application_document USING btree (cooperative_id, application_id, added_at) WHERE (removed_at IS NULL);
CREATE INDEX application_event_by_application ON loans.application_event USING btree (cooperative_id, application_id, written_at, id) WHERE (application_id IS NOT NULL);
CREATE INDEX approval_by_time ON kernel.approval USING btree (cooperative_id, requested_at DESC, id DESC);
CREATE INDEX asset_count_by_asset ON books.asset_count USING btree (cooperative_id, asset_id, written_at DESC);
CREATE INDEX asset_depreciation_by_month ON books.asset_depreciation USING btree (cooperative_id, month);
CREATE INDEX attachment_by_entry ON ledger.attachment USING btree (cooperative_id, entry_id, attached_at);
CREATE INDEX class_change_by_day ON loans.class_change USING btree (cooperative_id, changed_on, to_class) WHERE (no > 0);
CREATE INDEX code_by_person ON identity.code USING btree (person_id, cooperative_id);
CREATE INDEX collateral_by_member ON loans.collateral USING btree (cooperative_id, member_id, id) WHERE (member_id IS NOT NULL);
CREATE INDEX collateral_event_by_collateral ON loans.collateral_event USING btree (cooperative_id, collateral_id, written_at, id) WHERE (collateral_id IS NOT NULL);
CREATE INDEX contact_by_loan ON loans.contact USING btree (cooperative_id, loan_id, written_at DESC, id) WHERE (loan_id IS NOT NULL);
CREATE INDEX contact_promised ON loans.contact USING btree (cooperative_id, promise_on, loan_id) WHERE (promise_on IS NOT NULL);
CREATE INDEX device_by_person ON identity.device USING btree (person_id, cooperative_id);
CREATE INDEX entry_by_command ON ledger.entry USING btree (cooperative_id, command_id) WHERE (number > 0);
CREATE INDEX entry_by_date ON ledger.entry USING btree (cooperative_id, business_date, number) WHERE (number > 0);
CREATE INDEX event_by_day ON loans.event USING btree (cooperative_id, happened_on, kind) WHERE (happened_on IS NOT NULL);
CREATE INDEX event_by_loan ON loans.event USING btree (cooperative_id, loan_id, written_at, id) WHERE (loan_id IS NOT NULL);
CREATE INDEX form_draft_by_end ON identity.form_draft USING btree (expires_at);
CREATE INDEX guarantee_claim_by_loan ON loans.guarantee_claim USING btree (cooperative_id, loan_id, id) WHERE (loan_id IS NOT NULL);
CREATE INDEX guarantee_payment_by_claim ON loans.guarantee_payment USING btree (cooperative_id, claim_id) WHERE (claim_id IS NOT NULL);
CREATE INDEX guarantor_by_application ON loans.guarantor USING btree (cooperative_id, application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX guarantor_by_loan ON loans.guarantor USING btree (cooperative_id, loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX guarantor_by_member ON loans.guarantor USING btree (cooperative_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX guarantor_by_nik ON loans.guarantor USING btree (cooperative_id, nik_index) WHERE (nik_index IS NOT NULL);
CREATE INDEX income_tax_by_period ON books.income_tax USING btree (cooperative_id, starts_on);
CREATE INDEX instalment_unpaid ON loans.instalment USING btree (cooperative_id, loan_id, version, due_on) WHERE (settled_on IS NULL);
CREATE INDEX interest_month_by_member ON savings.interest_month USING btree (cooperative_id, member_id, month) WHERE (member_id IS NOT NULL);
CREATE INDEX interest_posting_by_run ON savings.interest_posting USING btree (cooperative_id, run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX journal_import_by_time ON books.journal_import USING btree (cooperative_id, read_at DESC, id DESC);
CREATE INDEX line_by_account ON ledger.line USING btree (cooperative_id, account_id, business_date, entry_id) INCLUDE (amount_sen);
CREATE INDEX line_by_day ON bank.line USING btree (cooperative_id, account_id, booked_on, no);
CREATE INDEX loan_by_member ON loans.loan USING btree (cooperative_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX loan_by_officer ON loans.loan USING btree (cooperative_id, officer_id, id) WHERE ((status = 'active'::text) AND (officer_id IS NOT NULL));
CREATE INDEX loan_by_product ON loans.loan USING btree (cooperative_id, product_id, id) WHERE (product_id IS NOT NULL);
CREATE INDEX loan_next_due ON loans.loan USING btree (cooperative_id, next_due_on, id) WHERE (status = 'active'::text);
CREATE INDEX loan_overdue ON loans.loan USING btree (cooperative_id, days_past_due DESC, id) WHERE ((status = 'active'::text) AND (days_past_due > 0));
CREATE INDEX loan_running ON loans.loan USING btree (cooperative_id, id) WHERE (status = 'active'::text);
CREATE INDEX loan_written_off ON loans.loan USING btree (cooperative_id, id) WHERE (status = 'written_off'::text);
CREATE INDEX match_by_account ON bank.match USING btree (cooperative_id, account_id, matched_at DESC);
CREATE INDEX member_by_name ON members.member USING btree (cooperative_id, full_name, id) WHERE (cycle > 0);
CREATE INDEX member_by_number ON members.member USING btree (cooperative_id, COALESCE(number, ''::text), id) WHERE (cycle > 0);
CREATE INDEX member_by_phone ON members.member USING btree (cooperative_id, phone_index) WHERE (phone_index IS NOT NULL);
CREATE INDEX member_by_status ON members.member USING btree (cooperative_id, status, full_name, id) WHERE (cycle > 0);
CREATE INDEX member_event_by_member ON members.member_event USING btree (cooperative_id, member_id, id);
CREATE INDEX member_key_by_member ON imports.member_key USING btree (cooperative_id, member_id);
CREATE INDEX member_word_by_member ON members.member_word USING btree (cooperative_id, member_id, word);
CREATE INDEX parameter_by_name ON cooperatives.parameter USING btree (cooperative_id, name, effective_from DESC, id DESC);
CREATE INDEX passkey_by_person ON identity.passkey USING btree (person_id);
CREATE INDEX payment_by_time ON shu.payment USING btree (cooperative_id, calculation_id, paid_at, id) WHERE (paid_at IS NOT NULL);
CREATE INDEX period_act_by_period ON books.period_act USING btree (cooperative_id, ends_before, starts_on);
CREATE INDEX person_by_phone ON identity.person USING btree (phone_index) WHERE (phone_index IS NOT NULL);
CREATE INDEX pledge_by_application ON loans.pledge USING btree (cooperative_id, application_id) WHERE (application_id IS NOT NULL);
CREATE INDEX pledge_by_loan ON loans.pledge USING btree (cooperative_id, loan_id) WHERE (loan_id IS NOT NULL);
CREATE INDEX position_by_member ON imports."position" USING btree (cooperative_id, member_id, kind);
CREATE INDEX preview_by_time ON imports.preview USING btree (cooperative_id, created_at DESC, id);
CREATE INDEX receipt_by_entry ON documents.receipt USING btree (cooperative_id, entry_id);
CREATE INDEX receipt_event_by_receipt ON documents.receipt_event USING btree (cooperative_id, receipt_id, kind);
CREATE INDEX register_by_book ON governance.register_entry USING btree (cooperative_id, book, year DESC, number DESC);
CREATE INDEX register_of_member ON governance.register_entry USING btree (cooperative_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX registration_by_source ON setup.registration USING btree (source_hash, registered_at);
CREATE INDEX related_party_by_member ON loans.related_party USING btree (cooperative_id, member_id, since) WHERE (member_id IS NOT NULL);
CREATE INDEX reminder_by_day ON loans.reminder USING btree (cooperative_id, for_date, loan_id, instalment_no, kind) WHERE (instalment_no > 0);
CREATE INDEX resolution_by_day ON governance.resolution USING btree (cooperative_id, decided_on DESC, id DESC);
CREATE INDEX review_by_finding ON oversight.review USING btree (cooperative_id, rule, finding_key, id);
CREATE INDEX savings_by_maturity ON savings.account USING btree (cooperative_id, matures_on, id) WHERE ((kind = 'term'::text) AND (status <> 'closed'::text));
CREATE INDEX savings_by_member ON savings.account USING btree (cooperative_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX savings_by_product ON savings.account USING btree (cooperative_id, product_id, id) WHERE (product_id IS NOT NULL);
CREATE INDEX session_by_person ON identity.session USING btree (person_id, created_at DESC) WHERE (ended_at IS NULL);
CREATE INDEX share_by_position ON shu.share USING btree (cooperative_id, calculation_id, "position") WHERE ("position" > 0);
CREATE INDEX shortfall_by_loan ON loans.standing_order_shortfall USING btree (cooperative_id, loan_id, business_date) WHERE (due_sen > 0);
CREATE INDEX sign_in_attempt_by_cooperative ON identity.sign_in_attempt USING btree (cooperative_id, at DESC, id DESC);
CREATE INDEX signature_by_loan ON loans.signature USING btree (cooperative_id, loan_id, version) WHERE (loan_id IS NOT NULL);
CREATE INDEX statement_by_account ON bank.statement USING btree (cooperative_id, account_id, from_on);
CREATE INDEX tax_payment_by_month ON books.tax_payment USING btree (cooperative_id, month);
CREATE INDEX tax_withholding_by_date ON books.tax_withholding USING btree (cooperative_id, paid_on DESC, id DESC);
CREATE INDEX till_count_by_session ON payments.till_count USING btree (cooperative_id, session_id, counted_at);
CREATE INDEX till_movement_by_receipt ON payments.till_movement USING btree (cooperative_id, receipt_id);
CREATE INDEX till_movement_by_session ON payments.till_movement USING btree (cooperative_id, session_id, happened_at, id);
CREATE INDEX unmask_log_by_command ON members.unmask_log USING btree (cooperative_id, command_id);
CREATE INDEX upload_by_account ON bank.upload USING btree (cooperative_id, account_id, uploaded_at DESC);
CREATE INDEX write_off_by_loan ON loans.write_off_proposal USING btree (cooperative_id, loan_id, proposed_at DESC) WHERE (loan_id IS NOT NULL);
CREATE INDEX written_by_preview ON imports.written USING btree (cooperative_id, preview_id, line);
CREATE UNIQUE INDEX account_by_chart ON bank.account USING btree (cooperative_id, chart_code) WHERE (status = 'active'::text);
CREATE UNIQUE INDEX account_by_number ON bank.account USING btree (cooperative_id, number) WHERE (status = 'active'::text);
CREATE UNIQUE INDEX application_number ON loans.application USING btree (cooperative_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX application_open ON loans.application USING btree (cooperative_id, member_id, product_id) WHERE (status = ANY (ARRAY['draft'::text, 'submitted'::text, 'in_review'::text, 'in_committee'::text, 'approved'::text]));
CREATE UNIQUE INDEX batch_one_running ON shu.batch USING btree (cooperative_id, calculation_id) WHERE (status = 'running'::text);
CREATE UNIQUE INDEX collateral_label ON loans.collateral USING btree (cooperative_id, label) WHERE (label IS NOT NULL);
CREATE UNIQUE INDEX collateral_paper_once ON loans.collateral USING btree (cooperative_id, kind, paper_index) WHERE ((paper_index IS NOT NULL) AND (status = 'active'::text));
CREATE UNIQUE INDEX collateral_saving_once ON loans.collateral USING btree (cooperative_id, savings_account_id) WHERE ((savings_account_id IS NOT NULL) AND (status = 'active'::text));
CREATE UNIQUE INDEX collection_file ON savings.collection USING btree (cooperative_id, content_hash) WHERE (content_hash IS NOT NULL);
CREATE UNIQUE INDEX day_run_at_once ON loans.day_run USING btree (cooperative_id) WHERE (status = 'running'::text);
CREATE UNIQUE INDEX entry_number ON ledger.entry USING btree (cooperative_id, number) WHERE (number > 0);
CREATE UNIQUE INDEX entry_reversed_once ON ledger.entry USING btree (cooperative_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX event_reversed_once ON loans.event USING btree (cooperative_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE UNIQUE INDEX general_account ON ledger.account USING btree (cooperative_id, chart_code) WHERE (owner_kind = 'general'::text);
CREATE UNIQUE INDEX group_member_once ON loans.group_member USING btree (cooperative_id, member_id) WHERE (left_on IS NULL);
CREATE UNIQUE INDEX heir_in_force ON members.heir USING btree (cooperative_id, member_id, "position") WHERE (replaced_at IS NULL);
CREATE UNIQUE INDEX interest_paid_once ON savings.interest_posting USING btree (cooperative_id, account_id, period_to) WHERE (account_id IS NOT NULL);
CREATE UNIQUE INDEX journal_template_name ON books.journal_template USING btree (cooperative_id, lower(name)) WHERE (retired_at IS NULL);
CREATE UNIQUE INDEX lending_group_name ON loans.lending_group USING btree (cooperative_id, lower(name)) WHERE (dissolved_on IS NULL);
CREATE UNIQUE INDEX loan_collection_once ON loans.collection USING btree (cooperative_id, content_hash) WHERE (content_hash IS NOT NULL);
CREATE UNIQUE INDEX loan_number ON loans.loan USING btree (cooperative_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX loan_of_application ON loans.loan USING btree (cooperative_id, application_id) WHERE ((application_id IS NOT NULL) AND (status <> 'cancelled'::text));
CREATE UNIQUE INDEX match_entry_once ON bank.match_entry USING btree (cooperative_id, entry_id, "position") WHERE live;
CREATE UNIQUE INDEX match_line_once ON bank.match_line USING btree (cooperative_id, line_id) WHERE live;
CREATE UNIQUE INDEX member_nik ON members.member USING btree (cooperative_id, nik_index) WHERE (nik_index IS NOT NULL);
CREATE UNIQUE INDEX member_number ON members.member USING btree (cooperative_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX one_mandatory_saving ON savings.account USING btree (cooperative_id, member_id, product_id) WHERE ((kind = 'mandatory'::text) AND (status <> 'closed'::text));
CREATE UNIQUE INDEX one_principal_saving ON savings.account USING btree (cooperative_id, member_id) WHERE ((kind = 'principal'::text) AND (status <> 'closed'::text));
CREATE UNIQUE INDEX one_teller_at_a_till ON payments.till_session USING btree (cooperative_id, till_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX one_till_for_a_teller ON payments.till_session USING btree (cooperative_id, teller_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX pledge_once ON loans.pledge USING btree (cooperative_id, collateral_id) WHERE (released_on IS NULL);
CREATE UNIQUE INDEX receipt_reversed_once ON documents.receipt_event USING btree (cooperative_id, receipt_id) WHERE (kind = 'reversed'::text);
CREATE UNIQUE INDEX reconciliation_once ON bank.reconciliation USING btree (cooperative_id, account_id, starts_on) WHERE (reopened_at IS NULL);
CREATE UNIQUE INDEX register_corrected_once ON governance.register_entry USING btree (cooperative_id, corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE UNIQUE INDEX related_party_once ON loans.related_party USING btree (cooperative_id, member_id) WHERE (until IS NULL);
CREATE UNIQUE INDEX resolution_number ON governance.resolution USING btree (cooperative_id, lower(number), revision);
CREATE UNIQUE INDEX savings_number ON savings.account USING btree (cooperative_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX share_paid_once ON shu.payment USING btree (cooperative_id, calculation_id, member_id) WHERE (reversed_at IS NULL);
CREATE UNIQUE INDEX upload_imported_once ON bank.upload USING btree (cooperative_id, account_id, file_sha256) WHERE (imported_at IS NOT NULL);

alter table bank.account enable and force row level security;
alter table bank.line enable and force row level security;
alter table bank.match enable and force row level security;
alter table bank.match_entry enable and force row level security;
alter table bank.match_line enable and force row level security;
alter table bank.reconciliation enable and force row level security;
alter table bank.rule enable and force row level security;
alter table bank.statement enable and force row level security;
alter table bank.upload enable and force row level security;
alter table books.asset enable and force row level security;
alter table books.asset_category enable and force row level security;
alter table books.asset_count enable and force row level security;
alter table books.asset_depreciation enable and force row level security;
alter table books.asset_disposal enable and force row level security;
alter table books.asset_photo enable and force row level security;
alter table books.branch_transfer enable and force row level security;
alter table books.budget_approval enable and force row level security;
alter table books.budget_line enable and force row level security;
alter table books.budget_version enable and force row level security;
alter table books.deferral enable and force row level security;
alter table books.deferral_month enable and force row level security;
alter table books.income_tax enable and force row level security;
alter table books.journal_draft enable and force row level security;
alter table books.journal_draft_end enable and force row level security;
alter table books.journal_import enable and force row level security;
alter table books.journal_import_written enable and force row level security;
alter table books.journal_template enable and force row level security;
alter table books.note enable and force row level security;
alter table books.period_act enable and force row level security;
alter table books.planned_reversal enable and force row level security;
alter table books.planned_reversal_end enable and force row level security;
alter table books.recurring_entry enable and force row level security;
alter table books.recurring_run enable and force row level security;
alter table books.recurring_stop enable and force row level security;
alter table books.tax_payment enable and force row level security;
alter table books.tax_slip_series enable and force row level security;
alter table books.tax_withholding enable and force row level security;
alter table books.year enable and force row level security;
alter table books.year_entry enable and force row level security;
alter table cooperatives.branch enable and force row level security;
alter table cooperatives.parameter enable and force row level security;
alter table cooperatives.profile enable and force row level security;
alter table cooperatives.unit enable and force row level security;
alter table documents.file enable and force row level security;
alter table documents.receipt enable and force row level security;
alter table documents.receipt_event enable and force row level security;
alter table documents.receipt_series enable and force row level security;
alter table governance.register_answer enable and force row level security;
alter table governance.register_end enable and force row level security;
alter table governance.register_entry enable and force row level security;
alter table governance.register_head enable and force row level security;
alter table governance.register_signature enable and force row level security;
alter table governance.resolution enable and force row level security;
alter table governance.resolution_use enable and force row level security;
alter table governance.resolution_withdrawal enable and force row level security;
alter table identity.access enable and force row level security;
alter table identity.access_change enable and force row level security;
alter table identity.role enable and force row level security;
alter table imports."position" enable and force row level security;
alter table imports.file_part enable and force row level security;
alter table imports.member_key enable and force row level security;
alter table imports.preview enable and force row level security;
alter table imports.taken_over enable and force row level security;
alter table imports.written enable and force row level security;
alter table kernel.approval enable and force row level security;
alter table kernel.approval_decision enable and force row level security;
alter table kernel.command_log enable and force row level security;
alter table ledger.account enable and force row level security;
alter table ledger.attachment enable and force row level security;
alter table ledger.chart_line enable and force row level security;
alter table ledger.counter enable and force row level security;
alter table ledger.day_total enable and force row level security;
alter table ledger.entry enable and force row level security;
alter table ledger.line enable and force row level security;
alter table ledger.month_total enable and force row level security;
alter table ledger.period enable and force row level security;
alter table ledger.totals_mark enable and force row level security;
alter table loans.accrual_batch enable and force row level security;
alter table loans.allocation enable and force row level security;
alter table loans.application enable and force row level security;
alter table loans.application_document enable and force row level security;
alter table loans.application_event enable and force row level security;
alter table loans.application_fulfilment enable and force row level security;
alter table loans.application_numbering enable and force row level security;
alter table loans.application_vote enable and force row level security;
alter table loans.class_change enable and force row level security;
alter table loans.collateral enable and force row level security;
alter table loans.collateral_event enable and force row level security;
alter table loans.collateral_photo enable and force row level security;
alter table loans.collateral_series enable and force row level security;
alter table loans.collection enable and force row level security;
alter table loans.collection_row enable and force row level security;
alter table loans.contact enable and force row level security;
alter table loans.day_run enable and force row level security;
alter table loans.event enable and force row level security;
alter table loans.figures enable and force row level security;
alter table loans.group_member enable and force row level security;
alter table loans.guarantee_claim enable and force row level security;
alter table loans.guarantee_payment enable and force row level security;
alter table loans.guarantor enable and force row level security;
alter table loans.instalment enable and force row level security;
alter table loans.lending_group enable and force row level security;
alter table loans.loan enable and force row level security;
alter table loans.pledge enable and force row level security;
alter table loans.product enable and force row level security;
alter table loans.product_terms enable and force row level security;
alter table loans.related_party enable and force row level security;
alter table loans.reminder enable and force row level security;
alter table loans.reminder_sent enable and force row level security;
alter table loans.schedule enable and force row level security;
alter table loans.signature enable and force row level security;
alter table loans.standing_order_shortfall enable and force row level security;
alter table loans.write_off_proposal enable and force row level security;
alter table loans.write_off_vote enable and force row level security;
alter table members.application enable and force row level security;
alter table members.heir enable and force row level security;
alter table members.member enable and force row level security;
alter table members.member_event enable and force row level security;
alter table members.member_word enable and force row level security;
alter table members.membership enable and force row level security;
alter table members.numbering enable and force row level security;
alter table members.settlement enable and force row level security;
alter table members.unmask_log enable and force row level security;
alter table oversight.review enable and force row level security;
alter table payments.till enable and force row level security;
alter table payments.till_count enable and force row level security;
alter table payments.till_movement enable and force row level security;
alter table payments.till_session enable and force row level security;
alter table savings.account enable and force row level security;
alter table savings.account_event enable and force row level security;
alter table savings.collection enable and force row level security;
alter table savings.collection_row enable and force row level security;
alter table savings.interest_month enable and force row level security;
alter table savings.interest_posting enable and force row level security;
alter table savings.interest_run enable and force row level security;
alter table savings.interest_tax enable and force row level security;
alter table savings.product enable and force row level security;
alter table savings.product_terms enable and force row level security;
alter table shu.approval enable and force row level security;
alter table shu.batch enable and force row level security;
alter table shu.by_laws enable and force row level security;
alter table shu.calculation enable and force row level security;
alter table shu.final_right enable and force row level security;
alter table shu.loss_cover enable and force row level security;
alter table shu.payment enable and force row level security;
alter table shu.share enable and force row level security;

create policy tenant on bank.account as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.line as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.match as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.match_entry as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.match_line as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.reconciliation as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.rule as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.statement as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on bank.upload as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset_category as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset_count as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset_depreciation as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset_disposal as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.asset_photo as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.branch_transfer as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.budget_approval as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.budget_line as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.budget_version as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.deferral as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.deferral_month as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.income_tax as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.journal_draft as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.journal_draft_end as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.journal_import as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.journal_import_written as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.journal_template as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.note as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.period_act as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.planned_reversal as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.planned_reversal_end as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.recurring_entry as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.recurring_run as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.recurring_stop as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.tax_payment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.tax_slip_series as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.tax_withholding as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.year as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on books.year_entry as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on cooperatives.branch as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on cooperatives.parameter as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on cooperatives.profile as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on cooperatives.unit as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on documents.file as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on documents.receipt as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on documents.receipt_event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on documents.receipt_series as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.register_answer as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.register_end as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.register_entry as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.register_head as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.register_signature as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.resolution as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.resolution_use as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on governance.resolution_withdrawal as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on identity.access as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on identity.access_change as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on identity.role as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports."position" as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports.file_part as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports.member_key as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports.preview as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports.taken_over as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on imports.written as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on kernel.approval as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on kernel.approval_decision as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on kernel.command_log as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.account as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.attachment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.chart_line as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.counter as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.day_total as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.entry as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.line as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.month_total as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.period as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on ledger.totals_mark as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.accrual_batch as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.allocation as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application_document as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application_event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application_fulfilment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application_numbering as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.application_vote as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.class_change as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collateral as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collateral_event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collateral_photo as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collateral_series as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collection as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.collection_row as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.contact as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.day_run as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.figures as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.group_member as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.guarantee_claim as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.guarantee_payment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.guarantor as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.instalment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.lending_group as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.loan as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.pledge as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.product as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.product_terms as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.related_party as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.reminder as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.reminder_sent as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.schedule as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.signature as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.standing_order_shortfall as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.write_off_proposal as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on loans.write_off_vote as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.application as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.heir as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.member as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.member_event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.member_word as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.membership as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.numbering as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.settlement as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on members.unmask_log as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on oversight.review as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on payments.till as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on payments.till_count as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on payments.till_movement as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on payments.till_session as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.account as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.account_event as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.collection as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.collection_row as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.interest_month as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.interest_posting as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.interest_run as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.interest_tax as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.product as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on savings.product_terms as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.approval as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.batch as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.by_laws as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.calculation as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.final_right as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.loss_cover as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.payment as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));
create policy tenant on shu.share as permissive for all using ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid)) with check ((cooperative_id = (current_setting('app.cooperative_id'::text))::uuid));

CREATE OR REPLACE FUNCTION books.keep_approved_budget()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select 1 from books.budget_approval a
              where a.cooperative_id = coalesce(new.cooperative_id, old.cooperative_id)
                and a.version_id = coalesce(new.version_id, old.version_id)) then
    raise exception 'an approved budget does not change' using errcode = 'check_violation', constraint = 'budget_approved';
  end if;
  return coalesce(new, old);
end
$function$;
CREATE OR REPLACE FUNCTION books.keep_approved_year()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.shu_approved_at is not null then
    raise exception 'an approved year stays closed' using errcode = 'check_violation', constraint = 'year_approved';
  end if;
  return new;
end
$function$;
CREATE OR REPLACE FUNCTION kernel.enqueue(task text, payload json, job_key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select graphile_worker.add_job(task, payload, job_key => job_key);
$function$;
CREATE OR REPLACE PROCEDURE kernel.protect_tenant_table(IN table_name text, IN privileges text)
 LANGUAGE plpgsql
AS $procedure$
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
$procedure$;
CREATE OR REPLACE PROCEDURE kernel.register_platform_table(IN name text, IN why text, IN privileges text)
 LANGUAGE plpgsql
AS $procedure$
begin
  if privileges !~ '^(select|insert|update|delete)(, (select|insert|update|delete))*$' then
    raise exception 'privileges of % must be select, insert, update or delete', name;
  end if;
  insert into kernel.platform_table (table_name, reason) values (name, why);
  execute format('grant %s on %s to sokoguru_app', privileges, name::regclass);
end
$procedure$;
CREATE OR REPLACE FUNCTION ledger.keep_locked_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status = 'locked' then
    raise exception 'a locked period does not open again' using errcode = 'check_violation', constraint = 'period_locked';
  end if;
  return new;
end
$function$;
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select 1 from new_entries n
     where not exists (
       select 1 from ledger.period p
        where p.cooperative_id = n.cooperative_id and p.starts_on <= n.business_date
          and n.business_date < p.ends_before and p.status = 'open'
          and (p.closed_before is null or n.business_date >= p.closed_before))
  ) then
    raise exception 'a closed period takes no entry' using errcode = 'check_violation', constraint = 'period_open';
  end if;
  return null;
end
$function$;
CREATE OR REPLACE FUNCTION ledger.refuse_unbalanced()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  bad uuid;
begin
  select n.entry_id into bad
    from new_lines n
   group by n.cooperative_id, n.entry_id
  having sum(n.amount_sen) <> 0 or count(*) <> max(n.line_count) or min(n.line_count) <> max(n.line_count)
      or count(distinct n.business_date) <> 1
   limit 1;
  if bad is not null then
    raise exception 'entry % is not balanced or not whole', bad using errcode = 'check_violation', constraint = 'entry_balanced';
  end if;
  return null;
end
$function$;

CREATE TRIGGER approved_budget_stays BEFORE INSERT OR DELETE OR UPDATE ON books.budget_line FOR EACH ROW EXECUTE FUNCTION books.keep_approved_budget();
CREATE TRIGGER approved_year_stays BEFORE UPDATE ON books.year FOR EACH ROW EXECUTE FUNCTION books.keep_approved_year();
CREATE TRIGGER entry_in_open_period AFTER INSERT ON ledger.entry REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_period();
CREATE TRIGGER line_balanced AFTER INSERT ON ledger.line REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_unbalanced();
CREATE TRIGGER locked_period_stays BEFORE UPDATE ON ledger.period FOR EACH ROW EXECUTE FUNCTION ledger.keep_locked_period();

grant delete, insert, select on identity.belonging to sokoguru_app;
grant delete, insert, select on identity.form_draft to sokoguru_app;
grant delete, insert, select on identity.passkey_challenge to sokoguru_app;
grant delete, insert, select on imports.file_part to sokoguru_app;
grant delete, insert, select on members.member_word to sokoguru_app;
grant delete, insert, select, update on books.budget_line to sokoguru_app;
grant delete, insert, select, update on identity.attempt_limit to sokoguru_app;
grant delete, insert, select, update on identity.totp to sokoguru_app;
grant delete, insert, select, update on ledger.account to sokoguru_app;
grant delete, insert, select, update on ledger.chart_line to sokoguru_app;
grant insert, select on bank.line to sokoguru_app;
grant insert, select on bank.statement to sokoguru_app;
grant insert, select on books.asset_count to sokoguru_app;
grant insert, select on books.asset_depreciation to sokoguru_app;
grant insert, select on books.asset_disposal to sokoguru_app;
grant insert, select on books.asset_photo to sokoguru_app;
grant insert, select on books.budget_approval to sokoguru_app;
grant insert, select on books.budget_version to sokoguru_app;
grant insert, select on books.deferral_month to sokoguru_app;
grant insert, select on books.income_tax to sokoguru_app;
grant insert, select on books.journal_draft_end to sokoguru_app;
grant insert, select on books.journal_import to sokoguru_app;
grant insert, select on books.journal_import_written to sokoguru_app;
grant insert, select on books.note to sokoguru_app;
grant insert, select on books.period_act to sokoguru_app;
grant insert, select on books.planned_reversal to sokoguru_app;
grant insert, select on books.planned_reversal_end to sokoguru_app;
grant insert, select on books.recurring_run to sokoguru_app;
grant insert, select on books.recurring_stop to sokoguru_app;
grant insert, select on books.tax_payment to sokoguru_app;
grant insert, select on books.year_entry to sokoguru_app;
grant insert, select on cooperatives.parameter to sokoguru_app;
grant insert, select on documents.file to sokoguru_app;
grant insert, select on documents.receipt to sokoguru_app;
grant insert, select on documents.receipt_event to sokoguru_app;
grant insert, select on governance.register_answer to sokoguru_app;
grant insert, select on governance.register_end to sokoguru_app;
grant insert, select on governance.register_entry to sokoguru_app;
grant insert, select on governance.register_signature to sokoguru_app;
grant insert, select on governance.resolution to sokoguru_app;
grant insert, select on governance.resolution_use to sokoguru_app;
grant insert, select on governance.resolution_withdrawal to sokoguru_app;
grant insert, select on identity.access_change to sokoguru_app;
grant insert, select on identity.sign_in_attempt to sokoguru_app;
grant insert, select on imports."position" to sokoguru_app;
grant insert, select on imports.member_key to sokoguru_app;
grant insert, select on imports.taken_over to sokoguru_app;
grant insert, select on imports.written to sokoguru_app;
grant insert, select on kernel.approval to sokoguru_app;
grant insert, select on kernel.approval_decision to sokoguru_app;
grant insert, select on kernel.command_log to sokoguru_app;
grant insert, select on ledger.attachment to sokoguru_app;
grant insert, select on ledger.entry to sokoguru_app;
grant insert, select on ledger.line to sokoguru_app;
grant insert, select on loans.accrual_batch to sokoguru_app;
grant insert, select on loans.allocation to sokoguru_app;
grant insert, select on loans.application_event to sokoguru_app;
grant insert, select on loans.application_fulfilment to sokoguru_app;
grant insert, select on loans.application_vote to sokoguru_app;
grant insert, select on loans.class_change to sokoguru_app;
grant insert, select on loans.collateral_event to sokoguru_app;
grant insert, select on loans.collateral_photo to sokoguru_app;
grant insert, select on loans.collection to sokoguru_app;
grant insert, select on loans.collection_row to sokoguru_app;
grant insert, select on loans.contact to sokoguru_app;
grant insert, select on loans.event to sokoguru_app;
grant insert, select on loans.figures to sokoguru_app;
grant insert, select on loans.guarantee_claim to sokoguru_app;
grant insert, select on loans.guarantee_payment to sokoguru_app;
grant insert, select on loans.product_terms to sokoguru_app;
grant insert, select on loans.reminder to sokoguru_app;
grant insert, select on loans.reminder_sent to sokoguru_app;
grant insert, select on loans.schedule to sokoguru_app;
grant insert, select on loans.signature to sokoguru_app;
grant insert, select on loans.standing_order_shortfall to sokoguru_app;
grant insert, select on loans.write_off_proposal to sokoguru_app;
grant insert, select on loans.write_off_vote to sokoguru_app;
grant insert, select on members.application to sokoguru_app;
grant insert, select on members.member_event to sokoguru_app;
grant insert, select on members.settlement to sokoguru_app;
grant insert, select on members.unmask_log to sokoguru_app;
grant insert, select on oversight.review to sokoguru_app;
grant insert, select on payments.till to sokoguru_app;
grant insert, select on payments.till_count to sokoguru_app;
grant insert, select on payments.till_movement to sokoguru_app;
grant insert, select on savings.account_event to sokoguru_app;
grant insert, select on savings.collection to sokoguru_app;
grant insert, select on savings.collection_row to sokoguru_app;
grant insert, select on savings.interest_month to sokoguru_app;
grant insert, select on savings.interest_posting to sokoguru_app;
grant insert, select on savings.interest_tax to sokoguru_app;
grant insert, select on savings.product_terms to sokoguru_app;
grant insert, select on setup.registration to sokoguru_app;
grant insert, select on shu.approval to sokoguru_app;
grant insert, select on shu.by_laws to sokoguru_app;
grant insert, select on shu.calculation to sokoguru_app;
grant insert, select on shu.final_right to sokoguru_app;
grant insert, select on shu.loss_cover to sokoguru_app;
grant insert, select on shu.share to sokoguru_app;
grant insert, select, update on bank.account to sokoguru_app;
grant insert, select, update on bank.match to sokoguru_app;
grant insert, select, update on bank.match_entry to sokoguru_app;
grant insert, select, update on bank.match_line to sokoguru_app;
grant insert, select, update on bank.reconciliation to sokoguru_app;
grant insert, select, update on bank.rule to sokoguru_app;
grant insert, select, update on bank.upload to sokoguru_app;
grant insert, select, update on books.asset to sokoguru_app;
grant insert, select, update on books.asset_category to sokoguru_app;
grant insert, select, update on books.branch_transfer to sokoguru_app;
grant insert, select, update on books.deferral to sokoguru_app;
grant insert, select, update on books.journal_draft to sokoguru_app;
grant insert, select, update on books.journal_template to sokoguru_app;
grant insert, select, update on books.recurring_entry to sokoguru_app;
grant insert, select, update on books.tax_slip_series to sokoguru_app;
grant insert, select, update on books.tax_withholding to sokoguru_app;
grant insert, select, update on books.year to sokoguru_app;
grant insert, select, update on cooperatives.branch to sokoguru_app;
grant insert, select, update on cooperatives.directory to sokoguru_app;
grant insert, select, update on cooperatives.profile to sokoguru_app;
grant insert, select, update on cooperatives.unit to sokoguru_app;
grant insert, select, update on documents.receipt_series to sokoguru_app;
grant insert, select, update on governance.register_head to sokoguru_app;
grant insert, select, update on identity.access to sokoguru_app;
grant insert, select, update on identity.code to sokoguru_app;
grant insert, select, update on identity.credential to sokoguru_app;
grant insert, select, update on identity.device to sokoguru_app;
grant insert, select, update on identity.passkey to sokoguru_app;
grant insert, select, update on identity.person to sokoguru_app;
grant insert, select, update on identity.role to sokoguru_app;
grant insert, select, update on identity.session to sokoguru_app;
grant insert, select, update on imports.preview to sokoguru_app;
grant insert, select, update on ledger.counter to sokoguru_app;
grant insert, select, update on ledger.day_total to sokoguru_app;
grant insert, select, update on ledger.month_total to sokoguru_app;
grant insert, select, update on ledger.period to sokoguru_app;
grant insert, select, update on ledger.totals_mark to sokoguru_app;
grant insert, select, update on loans.application to sokoguru_app;
grant insert, select, update on loans.application_document to sokoguru_app;
grant insert, select, update on loans.application_numbering to sokoguru_app;
grant insert, select, update on loans.collateral to sokoguru_app;
grant insert, select, update on loans.collateral_series to sokoguru_app;
grant insert, select, update on loans.day_run to sokoguru_app;
grant insert, select, update on loans.group_member to sokoguru_app;
grant insert, select, update on loans.guarantor to sokoguru_app;
grant insert, select, update on loans.instalment to sokoguru_app;
grant insert, select, update on loans.lending_group to sokoguru_app;
grant insert, select, update on loans.loan to sokoguru_app;
grant insert, select, update on loans.pledge to sokoguru_app;
grant insert, select, update on loans.product to sokoguru_app;
grant insert, select, update on loans.related_party to sokoguru_app;
grant insert, select, update on members.heir to sokoguru_app;
grant insert, select, update on members.member to sokoguru_app;
grant insert, select, update on members.membership to sokoguru_app;
grant insert, select, update on members.numbering to sokoguru_app;
grant insert, select, update on payments.till_session to sokoguru_app;
grant insert, select, update on savings.account to sokoguru_app;
grant insert, select, update on savings.interest_run to sokoguru_app;
grant insert, select, update on savings.product to sokoguru_app;
grant insert, select, update on shu.batch to sokoguru_app;
grant insert, select, update on shu.payment to sokoguru_app;
grant select on kernel.platform_table to sokoguru_app;

grant execute on routine books.keep_approved_budget() to public;
grant execute on routine books.keep_approved_year() to public;
grant execute on routine kernel.enqueue(text,json,text) to sokoguru_app;
grant execute on routine kernel.protect_tenant_table(text,text) to public;
grant execute on routine kernel.register_platform_table(text,text,text) to public;
grant execute on routine ledger.keep_locked_period() to public;
grant execute on routine ledger.refuse_closed_period() to public;
grant execute on routine ledger.refuse_unbalanced() to public;
