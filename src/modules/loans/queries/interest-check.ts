import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { isPerforming } from '../rules/collectability.ts';
import {
  type Agreement,
  type Earned,
  earnedBy,
  type History,
  type Look,
  type PerformingChange,
  recomputeInterest,
} from '../rules/recompute.ts';
import { makeSchedule, parseSchedule, ScheduleRequest } from '../schedule/index.ts';
import type { Collectability } from '../store/loans.ts';

/** A loan whose interest in the books is not what its agreements and history ask for. Amounts in sen. */
export type InterestFault = {
  readonly loanId: string;
  readonly number: string;
  readonly bookedSen: bigint;
  readonly expectedSen: bigint;
};

/** How many loans were computed again, what they earned by the day, and those that differ. */
export type InterestFound = {
  readonly loans: number;
  readonly bookedSen: bigint;
  readonly expectedSen: bigint;
  readonly faults: readonly InterestFault[];
};

const LOANS_AT_ONCE = 500;

/**
 * Computes the interest of every loan again, from its agreements (a contract's rows anew from its request), its events and its classes, and
 * compares what must be income by the end of a day with what was booked: accruals, and the income part of payments.
 */
export async function checkInterest(scope: QueryScope, on: BusinessDate): Promise<InterestFound> {
  let found: InterestFound = { loans: 0, bookedSen: 0n, expectedSen: 0n, faults: [] };
  for (let after = FIRST_ID; ; ) {
    const loans = await nextLoans(scope, after);
    const last = loans.at(-1);
    if (!last) return found;
    found = added(found, await compare(scope, loans, on));
    after = last.id;
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The same as a query: faults name the first hundred loans. Amounts are decimal strings. */
export const interestCheck = query({
  name: 'loans.interestCheck',
  permission: 'audit.read',
  input: z.strictObject({ on: dateField.optional() }),
  async run(scope, { on }) {
    const found = await checkInterest(scope, on ?? scope.today);
    return {
      loans: found.loans,
      booked: formatDecimal(found.bookedSen),
      expected: formatDecimal(found.expectedSen),
      differing: found.faults.length,
      faults: found.faults.slice(0, 100).map(({ number, bookedSen, expectedSen }) => ({
        number,
        booked: formatDecimal(bookedSen),
        expected: formatDecimal(expectedSen),
      })),
    };
  },
});

function added(a: InterestFound, b: InterestFound): InterestFound {
  return {
    loans: a.loans + b.loans,
    bookedSen: a.bookedSen + b.bookedSen,
    expectedSen: a.expectedSen + b.expectedSen,
    faults: [...a.faults, ...b.faults],
  };
}

type LoanKey = { readonly id: string; readonly number: string };

async function compare(scope: QueryScope, loans: readonly LoanKey[], on: BusinessDate): Promise<InterestFound> {
  const ids = loans.map(({ id }) => id);
  const [agreements, events, looks, classes, booked] = await Promise.all([
    agreementsOf(scope, ids),
    eventsOf(scope, ids),
    looksAt(scope),
    classesOf(scope, ids),
    bookedBy(scope, ids, on),
  ]);
  const compared = loans.map(({ id, number }) => {
    const expected: Earned[] = recomputeInterest({
      agreements: agreements.get(id) ?? [],
      events: events.get(id) ?? [],
      looks: looks.filter(({ afterId, throughId }) => afterId < id && id <= throughId),
      performing: classes.get(id) ?? [],
    });
    return { loanId: id, number, bookedSen: booked.get(id) ?? 0n, expectedSen: earnedBy(expected, on) };
  });
  const sum = (pick: (one: InterestFault) => bigint) => compared.reduce((total, one) => total + pick(one), 0n);
  return {
    loans: loans.length,
    bookedSen: sum(({ bookedSen }) => bookedSen),
    expectedSen: sum(({ expectedSen }) => expectedSen),
    faults: compared.filter(({ bookedSen, expectedSen }) => bookedSen !== expectedSen),
  };
}

function nextLoans(scope: QueryScope, after: string): Promise<LoanKey[]> {
  return scope.tx.rows<LoanKey>(sql`
    select l.id, l.number from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.id > ${after} and l.disbursed_on is not null
     order by l.id limit ${LOANS_AT_ONCE}`);
}

type AgreementRow = Agreement['rows'][number] & {
  readonly loanId: string;
  readonly version: number;
  readonly reason: string;
  readonly accrues: boolean;
  readonly request: unknown;
};

async function agreementsOf(scope: QueryScope, ids: readonly string[]): Promise<Map<string, Agreement[]>> {
  const rows = await scope.tx.rows<AgreementRow>(sql`
    select s.loan_id as "loanId", s.version, s.reason, s.accrues, s.request, i.starts_on as "startsOn", i.due_on as "dueOn",
           i.interest_sen as "interestSen"
      from loans.schedule s
      join loans.instalment i on i.cooperative_id = s.cooperative_id and i.loan_id = s.loan_id and i.version = s.version
     where s.cooperative_id = ${scope.cooperativeId} and s.loan_id = any(${[...ids]}::uuid[])
     order by s.loan_id, s.version, i.no`);
  const versions = [...Map.groupBy(rows, ({ loanId, version }) => `${loanId} ${version}`).values()];
  const agreed = versions.flatMap((own) => {
    const first = own[0];
    // Of interest that is income only when it is paid nothing is ever owed in the books.
    return first ? [{ loanId: first.loanId, version: first.version, rows: first.accrues ? rowsOf(own) : [] }] : [];
  });
  return Map.groupBy(agreed, ({ loanId }) => loanId);
}

// The first agreement is computed anew; later ones carry over what was paid, and stand as they were written.
function rowsOf(own: readonly AgreementRow[]): Agreement['rows'] {
  const first = own[0];
  if (first?.reason !== 'contract') return own;
  const made = makeSchedule(parseSchedule(ScheduleRequest.parse(first.request))).rows;
  return own.map((row, index) => ({ ...row, interestSen: made[index]?.interestSen ?? 0n }));
}

async function eventsOf(scope: QueryScope, ids: readonly string[]): Promise<Map<string, History[]>> {
  const rows = await scope.tx.rows<History & { readonly loanId: string }>(sql`
    select e.loan_id as "loanId", e.id, e.command_id as "commandId", e.kind, e.happened_on as "on", e.version,
           e.interest_sen as "interestSen", e.reverses_id as "reversesId", n.number as "entryNumber",
           e.kind = 'settled' or (e.kind = 'repaid' and e.detail ->> 'remaining' = '0.00' and e.detail ->> 'nextDueOn' is null) as closes
      from loans.event e
      left join ledger.entry n on n.cooperative_id = e.cooperative_id and n.id = e.entry_id
     where e.cooperative_id = ${scope.cooperativeId} and e.loan_id = any(${[...ids]}::uuid[])
     order by e.loan_id, e.id`);
  return Map.groupBy(rows, ({ loanId }) => loanId);
}

type Stretch = Look & { readonly afterId: string; readonly throughId: string };

function looksAt(scope: QueryScope): Promise<Stretch[]> {
  return scope.tx.rows<Stretch>(sql`
    select b.business_date as "on", b.month_end as "monthEnd", b.next_number as "nextNumber", b.command_id as "commandId",
           b.after_id as "afterId", b.through_id as "throughId"
      from loans.accrual_batch b
     where b.cooperative_id = ${scope.cooperativeId}
     order by b.next_number, b.business_date, b.after_id`);
}

async function classesOf(scope: QueryScope, ids: readonly string[]): Promise<Map<string, PerformingChange[]>> {
  const rows = await scope.tx.rows<{ loanId: string; commandId: string; to: Collectability }>(sql`
    select c.loan_id as "loanId", c.command_id as "commandId", c.to_class as "to"
      from loans.class_change c
     where c.cooperative_id = ${scope.cooperativeId} and c.loan_id = any(${[...ids]}::uuid[])
     order by c.loan_id, c.no`);
  const changes = rows.map(({ loanId, commandId, to }) => ({ loanId, commandId, performing: isPerforming(to) }));
  return Map.groupBy(changes, ({ loanId }) => loanId);
}

// Accruals move the interest account alone; of an event's interest that account got a part, the rest was income at once.
async function bookedBy(scope: QueryScope, ids: readonly string[], on: BusinessDate): Promise<Map<string, bigint>> {
  const rows = await scope.tx.rows<{ id: string; booked: bigint }>(sql`
    with accrued as (
      select l.id, sum(n.amount_sen) as amount
        from loans.loan l
        join ledger.line n on n.cooperative_id = l.cooperative_id and n.account_id = l.interest_account_id
        join ledger.entry e on e.cooperative_id = n.cooperative_id and e.id = n.entry_id and e.source = 'loans.accrual'
       where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${[...ids]}::uuid[]) and n.business_date <= ${on}
       group by l.id),
    paid as (
      select l.id, sum(e.interest_sen + coalesce(n.amount, 0)) as amount
        from loans.loan l
        join loans.event e on e.cooperative_id = l.cooperative_id and e.loan_id = l.id
        left join lateral (
          select sum(x.amount_sen) as amount from ledger.line x
           where x.cooperative_id = e.cooperative_id and x.entry_id = e.entry_id and x.account_id = l.interest_account_id) n on true
       where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${[...ids]}::uuid[]) and e.kind <> 'imported'
         and e.happened_on <= ${on}
       group by l.id)
    select l.id, (coalesce(a.amount, 0) + coalesce(p.amount, 0))::bigint as booked
      from loans.loan l
      left join accrued a on a.id = l.id
      left join paid p on p.id = l.id
     where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map(({ id, booked }) => [id, booked]));
}
