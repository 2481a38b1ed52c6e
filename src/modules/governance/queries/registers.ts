import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { firstBroken } from '../row-proof.ts';
import { BOOK_KEYS, BOOKS, type BookKey } from '../rules/books.ts';
import { readChain } from '../store/register-entries.ts';
import { type RegisterRow, readRegisterRows } from './register-rows.ts';

/** Rows a page shows. */
export const REGISTER_PAGE = 50;
/** A year of a register holds at most this many rows in one proof or one paper. */
export const REGISTER_YEAR_MAX = 20_000;

const year = z.coerce.number().int().min(1900).max(2200).nullable().default(null);

/** How full a book is. `years` newest first; `unanswered`: rows of a book of suggestions that nobody has answered. */
export type BookCount = {
  readonly book: BookKey;
  readonly rows: number;
  readonly lastOn: string | null;
  readonly unanswered: number;
};

/** How full each of the written books is. */
export const bookCounts = query({
  name: 'governance.bookCounts',
  permission: 'governance.read',
  input: z.strictObject({}),
  async run(scope): Promise<BookCount[]> {
    const found = await scope.tx.rows<{ book: BookKey; rows: bigint; lastOn: string; unanswered: bigint }>(sql`
      select e.book, count(*) as rows, max(e.entry_on) as "lastOn",
             count(*) filter (where not exists (select 1 from governance.register_answer a
                                                 where a.cooperative_id = e.cooperative_id and a.entry_id = e.id)) as unanswered
        from governance.register_entry e
       where e.cooperative_id = ${scope.cooperativeId}
         and not exists (select 1 from governance.register_entry c where c.cooperative_id = e.cooperative_id and c.corrects_id = e.id)
       group by e.book`);
    const of = new Map(found.map((row) => [row.book, row]));
    return BOOK_KEYS.map((book) => ({
      book,
      rows: Number(of.get(book)?.rows ?? 0n),
      lastOn: of.get(book)?.lastOn ?? null,
      unanswered: BOOKS[book].answered ? Number(of.get(book)?.unanswered ?? 0n) : 0,
    }));
  },
});

/** A page of a book: 50 rows, newest first; `q` finds rows with these letters in any field. */
export const registerPage = query({
  name: 'governance.registerPage',
  permission: 'governance.read',
  input: z.strictObject({
    book: z.enum(BOOK_KEYS),
    year,
    q: z.string().trim().max(80).nullable().default(null),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  async run(scope, { page, ...filter }): Promise<{ rows: RegisterRow[]; more: boolean; years: YearProof[] }> {
    const rows = await readRegisterRows(scope, {
      ...filter,
      limit: REGISTER_PAGE + 1,
      offset: (page - 1) * REGISTER_PAGE,
    });
    return {
      rows: rows.slice(0, REGISTER_PAGE),
      more: rows.length > REGISTER_PAGE,
      years: await proofs(scope, filter.book),
    };
  },
});

/** A year of a book and whether its rows prove each other: the number at which they stop to, or null. */
export type YearProof = { readonly year: number; readonly rows: number; readonly brokenAt: number | null };

/** Every year of a book proved from its rows, newest first. */
async function proofs(scope: QueryScope, book: BookKey): Promise<YearProof[]> {
  const heads = await scope.tx.rows<{ year: number; rows: number }>(sql`
    select h.year, h.last_number as rows from governance.register_head h
     where h.cooperative_id = ${scope.cooperativeId} and h.book = ${book} order by h.year desc limit 100`);
  const found: YearProof[] = [];
  for (const { year: of, rows } of heads) {
    const chain = await readChain(scope, { book, year: of, limit: REGISTER_YEAR_MAX });
    found.push({ year: of, rows, brokenAt: firstBroken(chain.rows, chain.head) });
  }
  return found;
}

/** One row of a book. Error: `row_unknown`. */
export const registerEntry = query({
  name: 'governance.registerEntry',
  permission: 'governance.read',
  input: z.strictObject({ book: z.enum(BOOK_KEYS), id: idField }),
  async run(scope, { book, id }): Promise<RegisterRow> {
    const [row] = await readRegisterRows(scope, { book, id, limit: 1, offset: 0 });
    if (!row) throw new DomainError('not_found', 'row_unknown', 'Baris ini tidak ada');
    return row;
  },
});

/** The suggestions a member gave, newest first, with what the board answered. */
export const ownSuggestions = query({
  name: 'governance.ownSuggestions',
  permission: 'self.read',
  input: z.strictObject({}),
  async run(scope): Promise<RegisterRow[]> {
    const { memberId } = scope.context.actor;
    if (memberId === null) return [];
    return readRegisterRows(scope, { book: 'saran-anggota', memberId, limit: REGISTER_PAGE, offset: 0 });
  },
});
