import sql from 'sql-template-tag';
import { z } from 'zod';
import { query } from '#kernel/query';

/** Somebody who works in an office by their role, and whom the book of that office does not name yet. */
export type OfficeProposal = {
  readonly personId: string;
  readonly name: string;
  readonly memberNumber: string | null;
  readonly office: 'ketua' | 'sekretaris' | 'bendahara' | 'anggota';
};

/** Whom to write into the book of pengurus or pengawas: people with such a role, and members, who are not in it. */
export const officeProposals = query({
  name: 'governance.officeProposals',
  permission: 'governance.read',
  input: z.strictObject({ book: z.enum(['pengurus', 'pengawas']) }),
  run: (scope, { book }) =>
    scope.tx.rows<OfficeProposal>(sql`
      select a.person_id as "personId", p.full_name as name, m.number as "memberNumber",
             case when ${book} = 'pengawas' then 'anggota'
                  when 'ketua' = any (a.roles) then 'ketua' when 'sekretaris' = any (a.roles) then 'sekretaris'
                  else 'bendahara' end as office
        from identity.access a
        join identity.person p on p.id = a.person_id
        left join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.member_id
       where a.cooperative_id = ${scope.cooperativeId} and a.status = 'active'
         and a.roles && (case when ${book} = 'pengawas' then array['pengawas'] else array['ketua', 'sekretaris', 'bendahara'] end)
         and not exists (
           select 1 from governance.register_entry e
            where e.cooperative_id = a.cooperative_id and e.book = ${book}
              and (e.member_id = a.member_id or lower(e.fields ->> 'name') = lower(p.full_name))
              and not exists (select 1 from governance.register_end n where n.cooperative_id = e.cooperative_id and n.entry_id = e.id)
              and not exists (select 1 from governance.register_entry c
                               where c.cooperative_id = e.cooperative_id and c.corrects_id = e.id))
       order by p.full_name, a.person_id limit 50`),
});
