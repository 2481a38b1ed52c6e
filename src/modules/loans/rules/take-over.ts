import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import { allocate, formatDecimal, parseDecimal } from '#kernel/money';
import { makeSchedule, parseSchedule, ScheduleRequest } from '../schedule/index.ts';
import type { ProductTermsJson } from '../terms.ts';

type Calculation = ProductTermsJson['calculation'];

/** A row of the other program's own plan that is not paid yet, in sen; without a day it follows the product's dates. */
export type GivenRow = {
  readonly dueOn: BusinessDate | null;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
};

/** A loan that ran elsewhere until the day it is taken over. Amounts in sen. */
export type RunningLoan = {
  /** Principal still owed, what is overdue of it included. */
  readonly outstandingSen: bigint;
  /** What was lent; at least what is owed. Flat interest is computed on it. */
  readonly originalSen: bigint;
  /** Instalments that fall due after the take-over. */
  readonly remaining: number;
  /** The first of them. */
  readonly firstDueOn: BusinessDate;
  /** Due before the take-over and not paid. */
  readonly arrears: { readonly principalSen: bigint; readonly interestSen: bigint };
  /** What the other books say of each instalment; what they leave out comes from the product's calculation. */
  readonly perInstalment?: {
    readonly principalSen?: bigint | undefined;
    readonly interestSen?: bigint | undefined;
    readonly totalSen?: bigint | undefined;
  };
  /** The other program's own remaining rows: they go before everything else. */
  readonly rows?: readonly GivenRow[] | undefined;
};

/** A row of the schedule a loan is taken over with. Amounts in sen; `balanceAfterSen` is owed after it. */
export type TakenOverRow = {
  readonly no: number;
  readonly startsOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly principalSen: bigint;
  readonly interestSen: bigint;
  readonly balanceAfterSen: bigint;
};

type Part = { readonly dueOn: BusinessDate; readonly principalSen: bigint; readonly interestSen: bigint };

/** Overdue principal is cut into at most this many earlier instalments. */
const ARREARS_ROWS_MAX = 120;

/**
 * The rows a running loan is taken over with: what is overdue as instalments due before the day, then the remaining ones by the figures of
 * the other books, where they have them, else by the product's calculation from what is owed; the last absorbs the rest. Answers the
 * request the engine was asked as well. Errors: `take_over_balance`, `take_over_arrears`, `take_over_remaining`, `take_over_instalment`,
 * `take_over_rows`, `take_over_shares`, and those of the engine (`first_due_before_disbursement` ...).
 */
export function takenOverRows(
  calculation: Calculation,
  loan: RunningLoan,
  on: BusinessDate,
): { request: ScheduleRequest; rows: TakenOverRow[] } {
  requireSound(calculation, loan);
  const running = loan.outstandingSen - loan.arrears.principalSen;
  const request = requestFor(calculation, loan, on, running > 0n ? running : loan.outstandingSen);
  const parts = loan.rows
    ? datedRows(loan.rows, loan, request)
    : [...arrearsRows(loan, request, on), ...(running > 0n ? remainingRows(loan, request, running) : [])];
  return { request, rows: numbered(parts, loan, request, on) };
}

function requireSound({ method }: Calculation, loan: RunningLoan): void {
  const { outstandingSen, arrears, remaining, rows } = loan;
  const refuse = (reason: string, pesan: string) => new DomainError('refused', reason, pesan);
  if (outstandingSen <= 0n) throw refuse('take_over_balance', 'Sisa pinjaman harus lebih dari nol');
  if (arrears.principalSen > outstandingSen || arrears.principalSen < 0n || arrears.interestSen < 0n)
    throw refuse('take_over_arrears', 'Tunggakan pokok tidak boleh melebihi sisa pinjaman');
  const allOverdue = arrears.principalSen === outstandingSen;
  if (!Number.isInteger(remaining) || remaining > 600 || remaining < (allOverdue ? 0 : 1))
    throw refuse('take_over_remaining', 'Isi sisa angsuran antara 1 dan 600');
  if (rows && rows.reduce((sum, row) => sum + row.principalSen, 0n) === 0n)
    throw refuse('take_over_rows', 'Jadwal sisa di berkas tidak memuat pokok');
  if (method === 'shares' && !rows)
    throw refuse(
      'take_over_shares',
      'Produk dengan bagian per angsuran memerlukan jadwal sisa dari berkas. Pilih produk lain',
    );
}

/** Grace at the beginning of a loan is over, and a rounding step that is more than an instalment would leave nothing of it. */
function requestFor(
  { grace, rounding, shares, ...calculation }: Calculation,
  loan: RunningLoan,
  on: BusinessDate,
  principalSen: bigint,
): ScheduleRequest {
  const instalments = Math.max(1, loan.remaining);
  const steps = [rounding?.principal, rounding?.instalment].flatMap((step) => (step ? [parseDecimal(step)] : []));
  const fits = steps.every((step) => step * BigInt(instalments) <= principalSen);
  return ScheduleRequest.parse({
    ...calculation,
    ...(calculation.method === 'shares' ? { method: 'equal_principal' } : {}),
    ...(rounding && fits ? { rounding } : {}),
    principal: formatDecimal(principalSen),
    instalments,
    disbursedOn: on,
    firstDueOn: loan.firstDueOn,
  });
}

function remainingRows(loan: RunningLoan, request: ScheduleRequest, principalSen: bigint): Part[] {
  const { rows } = makeSchedule(parseSchedule(request));
  const onOriginal =
    request.method === 'flat' && loan.originalSen > principalSen
      ? makeSchedule(parseSchedule({ ...request, principal: formatDecimal(loan.originalSen) })).rows
      : rows;
  const { principalSen: eachPrincipal, interestSen: eachInterest, totalSen } = loan.perInstalment ?? {};
  const equal = principalSen / BigInt(rows.length);
  const parts: Part[] = [];
  let left = principalSen;
  for (const [index, row] of rows.entries()) {
    const interestSen = eachInterest ?? onOriginal[index]?.interestSen ?? row.interestSen;
    const wanted =
      eachPrincipal ??
      (totalSen !== undefined ? totalSen - interestSen : eachInterest !== undefined ? equal : row.principalSen);
    if (totalSen !== undefined && wanted <= 0n) {
      const pesan = 'Angsuran di berkas tidak menutup jasanya. Periksa angsuran, jasa, atau produk yang dipilih';
      throw new DomainError('refused', 'take_over_instalment', pesan);
    }
    const part = index === rows.length - 1 || wanted > left ? left : wanted;
    parts.push({ dueOn: row.dueOn, principalSen: part, interestSen });
    left -= part;
    if (left === 0n && request.method !== 'bullet') break;
  }
  return parts;
}

/** Earlier instalments of the regular size, the newest in full, the oldest with what is left: so the days late are those of the oldest. */
function arrearsRows(loan: RunningLoan, request: ScheduleRequest, on: BusinessDate): Part[] {
  const { principalSen, interestSen } = loan.arrears;
  if (principalSen === 0n && interestSen === 0n) return [];
  const regular = loan.perInstalment?.principalSen ?? makeSchedule(parseSchedule(request)).rows[0]?.principalSen ?? 0n;
  const usable = regular > 0n && principalSen > regular && principalSen < loan.outstandingSen;
  const whole = usable ? Number((principalSen + regular - 1n) / regular) : 1;
  const count = Math.min(whole, ARREARS_ROWS_MAX);
  const size = whole > ARREARS_ROWS_MAX ? principalSen / BigInt(count) : regular;
  const interests = allocate(interestSen, Array<bigint>(count).fill(1n));
  return datesBefore(loan.firstDueOn, request.frequency, on, count).map((dueOn, index) => ({
    dueOn,
    principalSen: index === 0 ? principalSen - size * BigInt(count - 1) : size,
    interestSen: interests[index] ?? 0n,
  }));
}

/** The last `count` due dates before a day, oldest first, counted back from a due date after it. */
function datesBefore(
  firstDueOn: BusinessDate,
  frequency: ScheduleRequest['frequency'],
  on: BusinessDate,
  count: number,
): BusinessDate[] {
  const dates: BusinessDate[] = [];
  for (let periods = 1; dates.length < count; periods += 1) {
    const date = stepBack(firstDueOn, frequency, periods);
    if (date < on) dates.unshift(date);
  }
  return dates;
}

function stepBack(date: BusinessDate, { every, unit }: ScheduleRequest['frequency'], periods: number): BusinessDate {
  if (unit === 'month') return addMonths(date, -every * periods);
  return addDays(date, -every * periods * (unit === 'week' ? 7 : 1));
}

/** The file's own rows in order of day; those without one take the product's dates, and the last takes what rounding left. */
function datedRows(given: readonly GivenRow[], loan: RunningLoan, request: ScheduleRequest): Part[] {
  const undated = given.filter(({ dueOn }) => dueOn === null).length;
  const dates =
    undated === 0
      ? []
      : makeSchedule(parseSchedule({ ...request, method: 'flat', instalments: undated })).rows.map(
          ({ dueOn }) => dueOn,
        );
  let next = 0;
  const parts = given.map(({ dueOn, principalSen, interestSen }) => {
    const day = dueOn ?? dates[next++];
    assert(day, 'every row without a day has one of the product');
    return { dueOn: day, principalSen, interestSen };
  });
  parts.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const rest = loan.outstandingSen - parts.reduce((sum, part) => sum + part.principalSen, 0n);
  const last = parts.at(-1);
  const rupiahEach = 100n * BigInt(parts.length);
  if (!last || rest > rupiahEach || rest < -rupiahEach || last.principalSen + rest < 0n) {
    throw new DomainError('refused', 'take_over_rows', 'Jumlah pokok jadwal sisa tidak sama dengan sisa pinjaman');
  }
  return [...parts.slice(0, -1), { ...last, principalSen: last.principalSen + rest }];
}

/** Interest of what is overdue is earned; that of the running instalment is earned from the day of the take-over on. */
function numbered(
  parts: readonly Part[],
  loan: RunningLoan,
  { frequency }: ScheduleRequest,
  on: BusinessDate,
): TakenOverRow[] {
  let balance = loan.outstandingSen;
  let startsOn = on;
  return parts.map((part, index) => {
    balance -= part.principalSen;
    const overdue = part.dueOn < on;
    const row = {
      ...part,
      no: index + 1,
      startsOn: overdue ? stepBack(part.dueOn, frequency, 1) : startsOn,
      balanceAfterSen: balance,
    };
    if (!overdue) startsOn = part.dueOn;
    return row;
  });
}
