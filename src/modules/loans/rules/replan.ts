import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { allocate, formatDecimal, sumSen } from '#kernel/money';
import { makeSchedule, parseEvents, parseSchedule, type ScheduleRequest } from '../schedule/index.ts';
import type { Instalment } from '../store/instalments.ts';

type Row = Omit<Instalment, 'loanId'>;

/** The part of a request that an agreement may change; the rest stays as it was. */
export type NewTerms = Partial<Pick<ScheduleRequest, 'rate' | 'method' | 'grace' | 'frequency' | 'interestPeriod'>>;

/** What a new version is made from. Amounts in sen. */
export type ReplanInput = {
  /** The rows in force, in order, and the request that made them. */
  readonly rows: readonly Row[];
  readonly request: ScheduleRequest;
  /** Principal owed before anything is added. */
  readonly outstandingSen: bigint;
  readonly on: BusinessDate;
  readonly change: NewTerms & {
    /** Instalments that are still to come; absent: as many as now. */
    readonly instalments?: number;
    readonly firstDueOn?: BusinessDate;
    /** What happens within the new plan: instalments are counted from its first. */
    readonly events?: ScheduleRequest['events'];
    /** New money that is paid out on the day. */
    readonly addedSen?: bigint;
    /**
     * What was due and not paid: `keep` leaves it overdue, `move` takes its principal into the new plan, `capitalise` its interest too
     * (as principal).
     */
    readonly arrears: 'keep' | 'move' | 'capitalise';
    /** The price of a sharia sale or lease is fixed: what is left of it is shared over the new instalments, never computed anew. */
    readonly fixedMargin?: boolean;
  };
};

/** A new version's request and rows, and the overdue interest that became principal. */
export type Replanned = {
  readonly request: ScheduleRequest;
  readonly rows: readonly Row[];
  readonly capitalisedSen: bigint;
};

/**
 * Makes the rows from a day on anew and keeps the ones before: past rows, and rows that were paid ahead. What was paid of a running row stays
 * with the first new one. A running row's interest is that of its whole period: the new plan begins where the last kept row ended.
 * Errors: `first_due_not_after`, `loan_in_grace`, `shares_cannot_change`, `too_many_instalments`, `nothing_to_plan`, those of the engine.
 */
export function replan({ rows, request, outstandingSen, on, change }: ReplanInput): Replanned {
  const cut = keptRows(rows, on);
  const [past, open] = [rows.slice(0, cut), rows.slice(cut)];
  requireReplannable(request, rows.length, past, change);
  if (change.firstDueOn !== undefined && change.firstDueOn <= on) {
    throw fieldError('firstDueOn', 'first_due_not_after', 'Jatuh tempo berikutnya harus sesudah tanggal perubahan');
  }
  const kept = past.map((row) => keptRow(row, change.arrears, on));
  const capitalisedSen = change.arrears === 'capitalise' ? sumSen(past.map(unpaidInterest)) : 0n;
  const stillOverdue = sumSen(kept.map((row) => row.principalSen - row.paidPrincipalSen));
  const startsOn = open[0]?.startsOn ?? (past.at(-1) ? on : (rows[0]?.startsOn ?? on));
  const owedSen = outstandingSen - stillOverdue + capitalisedSen;
  if (owedSen + (change.addedSen ?? 0n) === 0n) {
    const pesan = 'Semua angsuran sudah jatuh tempo. Pilih memindahkan tunggakan ke rencana baru';
    throw fieldError('arrears', 'nothing_to_plan', pesan);
  }
  const made = newRequest({ request, rows, kept: cut, open, startsOn, on }, change, owedSen);
  const planned = change.fixedMargin ? marginPlan(made, open) : planOf(made);
  if (cut + planned.length > ROWS_MAX) {
    throw fieldError('instalments', 'too_many_instalments', `Semua angsuran bersama paling banyak ${ROWS_MAX}`);
  }
  let from = startsOn;
  const fresh = planned.map((row, index): Row => {
    const next = carried({ ...row, no: (kept.at(-1)?.no ?? 0) + index + 1, startsOn: from }, open[index], on);
    from = row.dueOn;
    return next;
  });
  assert(
    open.slice(planned.length).every((row) => row.paidPrincipalSen === 0n && row.paidInterestSen === 0n),
    'what was paid of a running row stays with a new one',
  );
  return { request: made, rows: withBalances([...kept, ...fresh]), capitalisedSen };
}

const ROWS_MAX = 1_200;

/** How many rows stay: those due by the day, and those paid in full ahead of it. */
export function keptRows(rows: readonly Row[], on: BusinessDate): number {
  const last = rows.findLastIndex((row) => row.dueOn <= on || row.settledOn !== null);
  return last + 1;
}

function unpaidInterest(row: Row): bigint {
  return row.interestSen - row.paidInterestSen;
}

function keptRow(row: Row, arrears: 'keep' | 'move' | 'capitalise', on: BusinessDate): Row {
  if (arrears === 'keep' || row.settledOn !== null) return row;
  const interestSen = arrears === 'capitalise' ? row.paidInterestSen : row.interestSen;
  const settled = interestSen === row.paidInterestSen;
  return { ...row, principalSen: row.paidPrincipalSen, interestSen, settledOn: settled ? on : null };
}

/** What was paid of a running row, and charged for it, stays with the row that takes its place. */
function carried(
  row: { no: number; startsOn: BusinessDate; dueOn: BusinessDate; principalSen: bigint; interestSen: bigint },
  old: Row | undefined,
  on: BusinessDate,
): Row {
  const paidPrincipalSen = old?.paidPrincipalSen ?? 0n;
  const paidInterestSen = old?.paidInterestSen ?? 0n;
  const principalSen = row.principalSen + paidPrincipalSen;
  const interestSen = row.interestSen > paidInterestSen ? row.interestSen : paidInterestSen;
  const settled =
    principalSen === paidPrincipalSen && interestSen === paidInterestSen && principalSen + interestSen > 0n;
  return {
    no: row.no,
    startsOn: row.startsOn,
    dueOn: row.dueOn,
    principalSen,
    interestSen,
    balanceAfterSen: 0n,
    paidPrincipalSen,
    paidInterestSen,
    penaltySen: old?.penaltySen ?? 0n,
    paidPenaltySen: old?.paidPenaltySen ?? 0n,
    waivedPenaltySen: old?.waivedPenaltySen ?? 0n,
    settledOn: settled ? on : null,
  };
}

/** Balances from the last row back: nothing is owed after it. */
export function withBalances(rows: readonly Row[]): Row[] {
  let owed = 0n;
  return rows
    .toReversed()
    .map((row) => {
      const withBalance = { ...row, balanceAfterSen: owed };
      owed += row.principalSen;
      return withBalance;
    })
    .toReversed();
}

type Cut = {
  readonly request: ScheduleRequest;
  readonly rows: readonly Row[];
  readonly kept: number;
  readonly open: readonly Row[];
  readonly startsOn: BusinessDate;
  readonly on: BusinessDate;
};

function newRequest(cut: Cut, change: ReplanInput['change'], owedSen: bigint): ScheduleRequest {
  const { request, open, startsOn, on } = cut;
  const addedSen = change.addedSen ?? 0n;
  const { rate, method, grace, frequency, interestPeriod } = change;
  const { disbursements: _, shares, balloon, balloonPercent, firstDueOn: __, ...rest } = request;
  const nextMethod = method ?? request.method;
  const first = change.firstDueOn ?? open[0]?.dueOn;
  const both = addedSen > 0n && owedSen > 0n && on > startsOn;
  return {
    ...rest,
    ...(rate ? { rate } : {}),
    ...(frequency ? { frequency } : {}),
    ...(interestPeriod ? { interestPeriod } : {}),
    method: nextMethod,
    grace: grace ?? restOfGrace(cut),
    principal: formatDecimal(owedSen + addedSen),
    instalments: change.instalments ?? Math.max(open.length, 1),
    disbursedOn: startsOn,
    ...(first === undefined ? {} : { firstDueOn: first }),
    ...(both
      ? {
          disbursements: [
            { on: startsOn, amount: formatDecimal(owedSen) },
            { on, amount: formatDecimal(addedSen) },
          ],
        }
      : {}),
    ...(nextMethod === 'shares' && shares ? { shares } : {}),
    ...(nextMethod === 'balloon' && balloon !== undefined ? { balloon } : {}),
    ...(nextMethod === 'balloon' && balloonPercent !== undefined ? { balloonPercent } : {}),
    events: [...(change.events ?? [])],
  };
}

/** Kept rows that came from the request in force; versions before it may have left older ones. */
function keptOfRequest({ request, rows, kept }: Pick<Cut, 'request' | 'rows' | 'kept'>): number {
  return Math.max(0, kept - Math.max(0, rows.length - request.instalments));
}

function restOfGrace(cut: Cut): ScheduleRequest['grace'] {
  const used = keptOfRequest(cut);
  const { principal, interestPayment, interestFree } = cut.request.grace;
  const left = (count: number) => Math.max(0, count - used);
  return { principal: left(principal), interestPayment: left(interestPayment), interestFree: left(interestFree) };
}

function requireReplannable(
  request: ScheduleRequest,
  length: number,
  past: readonly Row[],
  change: ReplanInput['change'],
): void {
  const used = keptOfRequest({ request, rows: Array.from({ length }) as Row[], kept: past.length });
  const deferring = request.grace.interestPayment > 0 && used > 0 && used <= request.grace.interestPayment;
  if (deferring) {
    throw new DomainError(
      'refused',
      'loan_in_grace',
      'Jasa masa tenggang belum jatuh tempo. Ubah perjanjian ini sesudah angsuran pertama yang memuatnya',
    );
  }
  const sharesChange = past.length > 0 || (change.instalments ?? length) !== length;
  if ((change.method ?? request.method) === 'shares' && sharesChange) {
    throw fieldError(
      'method',
      'shares_cannot_change',
      'Pilih cara angsuran lain: bagian per angsuran hanya untuk rencana semula',
    );
  }
}

function planOf(request: ScheduleRequest): ReturnType<typeof makeSchedule>['rows'] {
  return makeSchedule(parseSchedule(request), parseEvents(request)).rows;
}

/** Principal by the engine without interest; the margin that is left, shared evenly. */
function marginPlan(request: ScheduleRequest, open: readonly Row[]): ReturnType<typeof makeSchedule>['rows'] {
  const rows = planOf({ ...request, rate: { periodPercent: '0' } });
  const shares = allocate(
    sumSen(open.map(unpaidInterest)),
    rows.map(() => 1n),
  );
  return rows.map((row, index) => ({ ...row, interestSen: shares[index] ?? 0n }));
}
