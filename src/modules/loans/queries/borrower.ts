import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { parseDecimal, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { type MemberView, memberView } from '#members';
import { type SavingsView, viewsOf } from '#savings';
import { monthlyOf, monthsBetween } from '../rules/capacity.ts';
import type { Borrower } from '../rules/eligibility.ts';
import { type Loan, loanIdsOfMembers, readLoans } from '../store/loans.ts';
import { readLendingLimits } from './lending-limits.ts';

/** How one loan was or is paid: the most days that any of its instalments was late, and its heaviest unpaid instalment. */
type Conduct = { readonly worstDaysLate: number; readonly nextSen: bigint };

/** A loan with how it was paid. */
export type LoanRecord = Loan & Conduct & { readonly monthlySen: bigint };

/** Everything that is looked up of who asks for a loan. */
export type BorrowerRecord = {
  readonly member: MemberView;
  readonly membershipMonths: number;
  readonly savings: readonly SavingsView[];
  readonly savingsSen: bigint;
  readonly mandatory: { readonly monthsBehind: number; readonly monthsPaid: number; readonly arrears: string };
  readonly running: readonly LoanRecord[];
  readonly settled: readonly LoanRecord[];
  readonly writtenOff: readonly LoanRecord[];
  readonly limits: Awaited<ReturnType<typeof readLendingLimits>>;
};

/** Step: what the books and the register say of a member who asks for a loan. Error: `member_not_found`. */
export async function readBorrower(scope: QueryScope, memberId: string): Promise<BorrowerRecord> {
  const member = await memberView(scope, memberId);
  const savings = (await viewsOf(scope, [memberId])).filter(({ status }) => status !== 'closed');
  const loans = await loanRecords(scope, memberId);
  const since = (member.activatedOn ?? member.appliedOn) as BusinessDate | null;
  return {
    member,
    membershipMonths: since ? monthsBetween(since, scope.today) : 0,
    savings,
    savingsSen: sumSen(savings.map(({ balance }) => parseDecimal(balance))),
    mandatory: mandatoryOf(savings),
    running: loans.filter(({ status }) => ['drawn', 'signed', 'active'].includes(status)),
    settled: loans.filter(({ status }) => status === 'settled'),
    writtenOff: loans.filter(({ status }) => status === 'written_off'),
    limits: await readLendingLimits(scope, { memberId, on: scope.today }),
  };
}

/** The same as the facts that are checked, for a loan of one product. */
export function borrowerFacts(record: BorrowerRecord, productId: string): Borrower {
  const { limits, running } = record;
  return {
    servable: record.member.status === 'active',
    membershipMonths: record.membershipMonths,
    savingsSen: record.savingsSen,
    mandatoryMonthsBehind: record.mandatory.monthsBehind,
    runningOfProduct: running.filter((loan) => loan.productId === productId).length,
    daysPastDue: Math.max(0, ...running.map(({ daysPastDue }) => daysPastDue)),
    outstandingSen: limits.outstandingSen,
    ceiling: { ceilingSen: limits.ceilingSen, related: limits.related !== null },
  };
}

async function loanRecords(scope: QueryScope, memberId: string): Promise<LoanRecord[]> {
  const ids = await loanIdsOfMembers(scope, [memberId]);
  const [loans, conduct] = await Promise.all([readLoans(scope, ids), conductOf(scope, ids)]);
  return ids.flatMap((id) => {
    const loan = loans.get(id);
    if (!loan || loan.status === 'cancelled') return [];
    const { worstDaysLate, nextSen } = conduct.get(id) ?? { worstDaysLate: 0, nextSen: 0n };
    const monthlySen = monthlyOf(nextSen, loan.terms.calculation.frequency);
    return [{ ...loan, worstDaysLate, nextSen, monthlySen }];
  });
}

async function conductOf(scope: QueryScope, loanIds: readonly string[]): Promise<Map<string, Conduct>> {
  const rows = await scope.tx.rows<{ loanId: string; worstDaysLate: number; nextSen: bigint }>(sql`
    select i.loan_id as "loanId",
           coalesce(max(greatest(coalesce(i.settled_on, ${scope.today}::date) - i.due_on, 0)), 0)::int as "worstDaysLate",
           coalesce(max(i.principal_sen + i.interest_sen) filter (where i.settled_on is null and i.no = f.first_no), 0)::bigint as "nextSen"
      from loans.loan l
      join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version
      left join lateral (
        select min(n.no) as first_no from loans.instalment n
         where n.cooperative_id = l.cooperative_id and n.loan_id = l.id and n.version = l.version and n.settled_on is null) f on true
     where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${[...loanIds]}::uuid[])
     group by i.loan_id`);
  return new Map(rows.map(({ loanId, ...conduct }) => [loanId, conduct]));
}

function mandatoryOf(savings: readonly SavingsView[]): BorrowerRecord['mandatory'] {
  const mandatory = savings.find(({ kind }) => kind === 'mandatory');
  if (!mandatory) return { monthsBehind: 0, monthsPaid: 0, arrears: '0.00' };
  const monthly = parseDecimal(mandatory.monthly);
  const monthsPaid = monthly > 0n ? Number(parseDecimal(mandatory.balance) / monthly) : 0;
  return { monthsBehind: mandatory.monthsBehind, monthsPaid, arrears: mandatory.arrears };
}
