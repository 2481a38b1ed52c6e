import sql from 'sql-template-tag';
import { z } from 'zod';
import { reportPaper } from '#books';
import { query } from '#kernel/query';

/**
 * What stands under a printed book: place and date, and the chair, as the book of the board names them now; else as the roles do, else a line
 * to write on.
 */
export const bookSigners = query({
  name: 'governance.bookSigners',
  permission: 'governance.read',
  input: z.strictObject({}),
  async run(scope): Promise<{ placeAndDate: string; signatures: { office: string; name?: string }[] }> {
    const chairs = await scope.tx.rows<{ name: string }>(sql`
      select e.fields ->> 'name' as name from governance.register_entry e
       where e.cooperative_id = ${scope.cooperativeId} and e.book = 'pengurus' and e.fields ->> 'office' = 'ketua'
         and not exists (select 1 from governance.register_end n
                          where n.cooperative_id = e.cooperative_id and n.entry_id = e.id and n.ended_on <= ${scope.today}::date)
         and not exists (select 1 from governance.register_entry c where c.cooperative_id = e.cooperative_id and c.corrects_id = e.id)
       order by e.entry_on desc, e.number desc limit 1`);
    const { placeAndDate, signatures } = await reportPaper(scope, scope.today);
    const byRole = signatures.filter(({ office }) => office === 'Ketua');
    return { placeAndDate, signatures: chairs[0] ? [{ office: 'Ketua', name: chairs[0].name }] : byRole };
  },
});
