import sql from 'sql-template-tag';
import { z } from 'zod';
import { idField } from '#kernel/fields';
import { query } from '#kernel/query';
import { searchMembers } from '#members';
import { CLASSES } from '../rules/collectability.ts';
import { countLoans, LOAN_STATES, type LoanFilter, readLoanRows } from './loan-rows.ts';

const orNone = z.union([idField, z.literal('none')]);

export const LoanListInput = z.strictObject({
  state: z.enum(LOAN_STATES).default('running'),
  q: z.string().trim().max(60).default(''),
  productId: idField.optional(),
  officerId: orNone.optional(),
  branchId: orNone.optional(),
  collectability: z.enum(CLASSES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(60).optional(),
});

/**
 * Loans of one question, a page at a time; `q` finds a loan by its number or its borrower by name or number. Who is late longest comes first
 * where lateness matters.
 */
export const loanList = query({
  name: 'loans.list',
  permission: 'loans.read',
  input: LoanListInput,
  async run(scope, { q, limit, cursor, ...asked }) {
    const found = q === '' ? {} : { number: q.toUpperCase(), memberIds: await idsOf(q) };
    async function idsOf(text: string) {
      return (await searchMembers(scope, { q: text, limit: 50 })).map(({ id }) => id);
    }
    const [on = '', id = ''] = (cursor ?? '').split(' ');
    const after = /^[0-9a-f-]{36}$/.test(id) && (on === '-' || /^\d{4}-\d{2}-\d{2}$/.test(on)) ? { on, id } : undefined;
    const rows = await readLoanRows(scope, { filter: { ...asked, ...found }, limit: limit + 1, after });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? `${last.nextDueOn ?? '-'} ${last.id}` : null };
  },
});

/**
 * What an officer has to do today, as numbers that open to their lists: of the loans in their care, or of all. Applications, contracts
 * and the board's matters are the office's, whoever looks.
 */
export const loanTasks = query({
  name: 'loans.tasks',
  permission: 'loans.read',
  input: z.strictObject({ officerId: idField.optional() }),
  async run(scope, { officerId }) {
    const count = (state: LoanFilter['state']) => countLoans(scope, { state, officerId });
    const all = (state: LoanFilter['state']) => countLoans(scope, { state });
    const office = scope.tx.one<{ applications: bigint; committee: bigint; proposals: bigint; reminders: bigint }>(sql`
      select (select count(*) from loans.application a
               where a.cooperative_id = ${scope.cooperativeId} and a.status in ('submitted', 'in_review')) as applications,
             (select count(*) from loans.application a
               where a.cooperative_id = ${scope.cooperativeId} and a.status = 'in_committee') as committee,
             (select count(*) from loans.write_off_proposal p
                join loans.loan l on l.cooperative_id = p.cooperative_id and l.id = p.loan_id and l.status = 'active'
               where p.cooperative_id = ${scope.cooperativeId}
                 and not exists (select 1 from loans.write_off_vote v where v.cooperative_id = p.cooperative_id
                                    and v.proposal_id = p.id and v.decision = 'declined')) as proposals,
             (select count(*) from loans.reminder r
               where r.cooperative_id = ${scope.cooperativeId} and r.for_date > ${scope.today}::date - 7
                 and not exists (select 1 from loans.reminder_sent s where s.cooperative_id = r.cooperative_id
                                    and s.loan_id = r.loan_id and s.instalment_no = r.instalment_no and s.kind = r.kind)) as reminders`);
    const [dueToday, overdue, broken, toSign, toDisburse, waiting] = await Promise.all([
      count('due_today'),
      count('overdue'),
      count('broken_promise'),
      all('to_sign'),
      all('to_disburse'),
      office,
    ]);
    return {
      dueToday,
      overdue,
      broken,
      toSign,
      toDisburse,
      applications: Number(waiting.applications),
      committee: Number(waiting.committee),
      proposals: Number(waiting.proposals),
      reminders: Number(waiting.reminders),
    };
  },
});

/** Who has loans in their care, with how many run, and whether they are named on a loan at all; for filters. */
export const loanOfficers = query({
  name: 'loans.officers',
  permission: 'loans.read',
  input: z.strictObject({}),
  run: (scope) =>
    scope.tx.rows<{ id: string; name: string }>(sql`
      select l.officer_id as id, max(l.officer_name) as name
        from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.officer_id is not null
       group by l.officer_id order by 2`),
});
