import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { owedSum, payableRows } from '../rules/allocation.ts';
import { daysPastDueOn } from '../rules/standing.ts';
import { readInstalments } from '../store/instalments.ts';
import { type Collectability, readLoans } from '../store/loans.ts';
import { readLivePayments } from '../store/payments.ts';

/** A stop on a collector's round. Money as decimal strings; `due` holds the late charge to the day. */
export type Stop = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly village: string | null;
  readonly daysPastDue: number;
  readonly due: string;
  readonly collectability: Collectability;
  readonly lastContact: {
    readonly on: BusinessDate;
    readonly note: string;
    readonly promiseOn: BusinessDate | null;
  } | null;
};

type Row = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly village: string | null;
  readonly nextDueOn: BusinessDate;
  readonly collectability: Collectability;
  readonly contactOn: BusinessDate | null;
  readonly contactNote: string | null;
  readonly promiseOn: BusinessDate | null;
};

/** The most stops of a round: more than anyone can visit, few enough for a phone. */
const STOPS_MAX = 100;

/**
 * Loans that are overdue or due today, of one officer or of all, in order of village and then of lateness: whom to visit. At most 100; `more`
 * says that there are others.
 */
export const collectorRoute = query({
  name: 'loans.route',
  permission: 'loans.read',
  input: z.strictObject({ officerId: idField.optional(), village: z.string().max(200).optional() }),
  async run(scope, { officerId, village }) {
    const rows = await readStops(scope, officerId, village);
    const due = await amountsDue(
      scope,
      rows.slice(0, STOPS_MAX).map(({ id }) => id),
    );
    const stops = rows.slice(0, STOPS_MAX).map(
      ({ nextDueOn, contactOn, contactNote, promiseOn, ...row }): Stop => ({
        ...row,
        daysPastDue: daysPastDueOn(nextDueOn, scope.today),
        due: formatDecimal(due.get(row.id) ?? 0n),
        lastContact: contactOn === null ? null : { on: contactOn, note: contactNote ?? '', promiseOn },
      }),
    );
    return { stops, more: rows.length > STOPS_MAX };
  },
});

function readStops(scope: QueryScope, officerId: string | undefined, village: string | undefined): Promise<Row[]> {
  return scope.tx.rows<Row>(sql`
    select l.id, l.number, l.member_id as "memberId", m.full_name as "memberName", m.region_name as village, l.next_due_on as "nextDueOn",
           l.collectability, c.happened_on as "contactOn", c.note as "contactNote", c.promise_on as "promiseOn"
      from loans.loan l
      join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
      left join lateral (
        select c.happened_on, c.note, c.promise_on from loans.contact c
         where c.cooperative_id = l.cooperative_id and c.loan_id = l.id
         order by c.written_at desc, c.id desc limit 1) c on true
     where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.next_due_on <= ${scope.today}::date
       and (${officerId ?? null}::uuid is null or l.officer_id = ${officerId ?? null}::uuid)
       and (${village ?? null}::text is null or m.region_name = ${village ?? null}::text)
     order by m.region_name nulls last, l.next_due_on, l.id
     limit ${STOPS_MAX + 1}`);
}

/** What loans owe by today with the late charge to the day, in sen. */
async function amountsDue(scope: QueryScope, ids: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const [loans, rows, payments] = await Promise.all([
    readLoans(scope, ids),
    readInstalments(scope, ids),
    readLivePayments(scope, ids),
  ]);
  return new Map(
    [...loans.values()].map(({ id, terms }) => {
      const due = (rows.get(id) ?? []).filter(({ dueOn }) => dueOn <= scope.today);
      const numbers = new Set(due.map(({ no }) => no));
      const owed = payableRows(due, payments.get(id) ?? [], terms.penalty, scope.today);
      return [id, owedSum(owed.filter(({ no }) => numbers.has(no)))];
    }),
  );
}
