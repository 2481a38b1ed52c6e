import sql from 'sql-template-tag';
import { addDays, addMonths, type BusinessDate, parts } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { divideRounded, formatDecimal, sumSen } from '#kernel/money';
import { ratioOfDecimal } from '#kernel/ratio';
import type { Scope } from '#kernel/scope';
import {
  importLoans,
  type LoanProduct,
  noteImportedLoans,
  type OpenedLoan,
  type PlannedLoan,
  planImportedLoan,
} from '#loans';
import { membersById } from '#members';
import { isRunning, type LoanTerms } from '../plan/loan-types.ts';
import type { Item, PlanRow } from '../plan/types.ts';
import type { LoanReport, WriteRefusal } from '../report.ts';
import type { ResolvedMembers } from './members.ts';

type LoanItem = Extract<Item, { part: 'loan' }>;

/** The running loans of the rows, planned, and the lines whose loan cannot be taken over, with the reason. */
export type PlannedLoans = {
  readonly byLine: ReadonlyMap<number, readonly PlannedLoan[]>;
  readonly refusals: readonly WriteRefusal[];
};

/** Plans the schedule of every running loan before anything is written, so that a row is written whole or not at all. */
export async function planLoans(
  scope: Scope,
  rows: readonly PlanRow[],
  of: { members: ResolvedMembers; products: ReadonlyMap<string, LoanProduct> | null; on: BusinessDate },
): Promise<PlannedLoans> {
  const byLine = new Map<number, PlannedLoan[]>();
  const refusals: WriteRefusal[] = [];
  if (of.products === null) return { byLine, refusals };
  const ids = [...new Set(rows.flatMap((row) => of.members.byKey.get(row.member?.key ?? '') ?? []))];
  const briefs = await membersById(scope, ids);
  for (const row of rows) {
    const member = briefs.get(of.members.byKey.get(row.member?.key ?? '') ?? '');
    for (const { item } of row.items) {
      if (item.part !== 'loan' || !isRunning(item.amount) || !member) continue;
      const product = of.products.get(item.terms.product);
      assert(product, 'every kind of loan of the plan has a product');
      try {
        const planned = planOne(item, { product, memberId: member.id, memberName: member.fullName, on: of.on });
        byLine.set(row.line, [...(byLine.get(row.line) ?? []), planned]);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusals.push({ line: row.line, reason: error.reason, pesan: error.pesan });
      }
    }
  }
  return { byLine, refusals };
}

function planOne(
  item: LoanItem,
  of: { product: LoanProduct; memberId: string; memberName: string; on: BusinessDate },
): PlannedLoan {
  const { terms, amount, originalAmount, loanNumber } = item;
  const { frequency, rate } = of.product.terms.calculation;
  const orNone = (value: bigint | null) => value ?? undefined;
  return planImportedLoan(
    of.product,
    {
      memberId: of.memberId,
      memberName: of.memberName,
      number: loanNumber,
      contractOn: terms.contractOn,
      outstandingSen: amount,
      originalSen: originalAmount !== null && originalAmount > amount ? originalAmount : amount,
      remaining: terms.remaining,
      firstDueOn: firstDueOn(terms, frequency, of.on),
      arrears: { principalSen: terms.overduePrincipal, interestSen: terms.overdueInterest },
      perInstalment: {
        principalSen: orNone(terms.principalEach),
        interestSen: orNone(terms.interestEach),
        totalSen: orNone(terms.totalEach),
      },
      rows: terms.rows?.map(({ dueOn, principal, interest }) => ({
        dueOn,
        principalSen: principal,
        interestSen: interest,
      })),
      rate: rateOf(terms.rate, frequency, rate),
      assumed: terms.assumed,
    },
    of.on,
  );
}

type Frequency = LoanProduct['terms']['calculation']['frequency'];
type Rate = LoanProduct['terms']['calculation']['rate'];

/** The file's next due date when it lies ahead; else the first after the opening with the loan's day of the month. */
export function firstDueOn(
  terms: Pick<LoanTerms, 'nextDueOn' | 'dueDay'>,
  { every, unit }: Frequency,
  on: BusinessDate,
): BusinessDate {
  if (terms.nextDueOn !== null && terms.nextDueOn > on) return terms.nextDueOn;
  if (unit !== 'month') return addDays(on, every * (unit === 'week' ? 7 : 1));
  const day = terms.dueDay ?? parts(on).day;
  const thisMonth = addMonths(on, 0, day);
  return thisMonth > on ? thisMonth : addMonths(on, 1, day);
}

/** A rate up to 5 is of a month, above of a year; only where it is another than the product's. */
function rateOf(percent: string, { every, unit }: Frequency, own: Rate): Rate | undefined {
  if (percent === '') return undefined;
  const ofMonth = Number(percent) <= 5;
  const perPeriod = ofMonth && unit === 'month' && every === 1;
  const rate = perPeriod ? { periodPercent: percent } : { annualPercent: ofMonth ? yearlyOf(percent) : percent };
  return JSON.stringify(rate) === JSON.stringify(own) ? undefined : rate;
}

/** Twelve times a percent of a month, to six decimals, without zeros at the end. */
function yearlyOf(percent: string): string {
  const { n, d } = ratioOfDecimal(percent);
  const millionths = divideRounded(n * 12n * 1_000_000n, d, 'half_up');
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, '0')}`.replace(/\.?0+$/, '');
}

/** Takes the planned loans over; answers the lines of the opening entry. */
export async function openLoans(
  scope: Scope,
  { byLine }: PlannedLoans,
  lines: ReadonlySet<number>,
): Promise<{ planned: PlannedLoan[]; opened: OpenedLoan[] }> {
  const planned = [...byLine].flatMap(([line, loans]) => (lines.has(line) ? loans : []));
  return { planned, opened: await importLoans(scope, planned) };
}

/** Says of each loan which entry brought it in. */
export async function noteLoans(
  scope: Scope,
  { planned, opened }: { planned: readonly PlannedLoan[]; opened: readonly OpenedLoan[] },
  entryOf: ReadonlyMap<string, string>,
): Promise<void> {
  const entryIds = opened.map(({ id }) => {
    const entryId = entryOf.get(id);
    assert(entryId, 'a loan stands in the opening entry');
    return entryId;
  });
  await noteImportedLoans(scope, { planned, opened, entryIds });
}

/**
 * Proves that what stands on the accounts just opened is what the rows say, to the sen, and tells how the control lines stand now.
 * Stops the transaction when it is not: that would be a bug.
 */
export async function loanReport(
  scope: Scope,
  rows: readonly PlanRow[],
  accounts: readonly string[],
): Promise<LoanReport | undefined> {
  const items = rows.flatMap((row) => row.items.flatMap(({ item }) => (item.part === 'loan' ? [item.amount] : [])));
  if (items.length === 0) return undefined;
  const { total } = await scope.tx.one<{ total: bigint }>(sql`
    select coalesce(sum(l.amount_sen), 0)::bigint as total from ledger.line l
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = any(${[...accounts]}::uuid[])`);
  assert(total === sumSen(items), 'the accounts of the loans hold what the file says');
  const lines = await scope.tx.rows<{ code: string; balance: bigint }>(sql`
    select a.chart_code as code, sum(l.amount_sen)::bigint as balance
      from ledger.account a
      join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
     where a.cooperative_id = ${scope.cooperativeId}
       and a.chart_code in (select o.chart_code from ledger.account o
                             where o.cooperative_id = ${scope.cooperativeId} and o.id = any(${[...accounts]}::uuid[]))
     group by a.chart_code order by a.chart_code`);
  return {
    running: countOf(items.filter(isRunning)),
    apart: countOf(items.filter((amount) => !isRunning(amount))),
    lines: lines.map(({ code, balance }) => ({ code, balance: formatDecimal(balance) })),
  };
}

function countOf(amounts: readonly bigint[]): { count: number; amount: string } {
  return { count: amounts.length, amount: formatDecimal(sumSen(amounts)) };
}
