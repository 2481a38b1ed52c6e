-- Vouchers attached to entries: a photo or PDF of the paper behind a posting. Attached once, never taken away.

create table ledger.attachment (
  cooperative_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  file_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  attached_at timestamptz not null,
  attached_by uuid not null,
  attached_by_name text not null,
  primary key (cooperative_id, id),
  unique (cooperative_id, file_id),
  foreign key (cooperative_id, entry_id) references ledger.entry (cooperative_id, id),
  foreign key (cooperative_id, file_id) references documents.file (cooperative_id, id)
);
create index attachment_by_entry on ledger.attachment (cooperative_id, entry_id, attached_at);
call kernel.protect_tenant_table('ledger.attachment', 'select, insert');
