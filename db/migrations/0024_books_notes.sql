-- Words of the notes to the statements (CALK): what the data cannot say. A book year and a section hold every version that was written;
-- the last one stands.

create schema if not exists books;
grant usage on schema books to sokoguru_app;

create table books.note (
  cooperative_id uuid not null,
  book_year integer not null check (book_year between 1900 and 2999),
  section text not null check (section ~ '^[a-z_]{3,40}$'),
  version integer not null check (version >= 1),
  -- Paragraphs, apart by an empty line; `{names}` are filled from the data when the notes are shown.
  words text not null check (length(words) <= 8000),
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  primary key (cooperative_id, book_year, section, version)
);
call kernel.protect_tenant_table('books.note', 'select, insert');
