import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { divideRounded } from '#kernel/money';
import { ratioOfDecimal } from '#kernel/ratio';
import type { ScheduleRequest } from '../schedule/index.ts';
import type { Instalment } from '../store/instalments.ts';
import type { ContractKind, ProductTerms } from '../terms.ts';
import { checkContractOpen } from './disbursement.ts';
import { isAboveCap } from './law.ts';
import { keptRows, type NewTerms, type Replanned, replan, withBalances } from './replan.ts';

type Row = Omit<Instalment, 'loanId'>;
type Rate = ScheduleRequest['rate'];

/** What a changed agreement is made from. Amounts in sen. */
export type Agreement = {
  readonly number: string;
  readonly status: string;
  readonly contract: ContractKind;
  readonly rows: readonly Row[];
  readonly request: ScheduleRequest;
  readonly outstandingSen: bigint;
};

/** Refuses to change an agreement that is not running. Errors: `loan_cancelled`, `loan_closed`, `loan_not_active`. */
export function checkRunning(loan: Pick<Agreement, 'number' | 'status'>): void {
  checkContractOpen(loan);
  if (loan.status !== 'active') {
    throw new DomainError('refused', 'loan_not_active', `Pinjaman ${loan.number} belum dicairkan`);
  }
}

/** A new tenor, rate, grace or date, and what becomes of what is overdue. */
export type Restructuring = {
  readonly instalments?: number | undefined;
  readonly firstDueOn?: BusinessDate | undefined;
  readonly ratePercent?: string | undefined;
  readonly grace?: { readonly principal: number; readonly interestPayment: number } | undefined;
  readonly arrears: 'keep' | 'move' | 'capitalise';
};

/**
 * A running agreement with new terms from a day on. A sharia contract keeps its price: neither a rate nor interest on what is overdue can be
 * added. Errors: those of `checkRunning`, `nothing_to_change`, `contract_price_fixed`, `rate_above_cap`, those of `replan`.
 */
export function restructured(
  agreement: Agreement,
  asked: Restructuring & { readonly on: BusinessDate; readonly rateCapPercent: string },
): Replanned {
  checkRunning(agreement);
  const { instalments, firstDueOn, ratePercent, grace, arrears, on } = asked;
  const changes = [instalments, firstDueOn, ratePercent, grace].some((change) => change !== undefined);
  if (!changes && arrears === 'keep') {
    throw new DomainError(
      'invalid',
      'nothing_to_change',
      'Isi paling sedikit satu yang diubah: tenor, suku jasa, tenggang, tanggal, atau tunggakan',
    );
  }
  if (agreement.contract !== 'interest' && (ratePercent !== undefined || arrears === 'capitalise')) throw priceFixed();
  const rate = ratePercent === undefined ? undefined : newRate(agreement.request, ratePercent, asked.rateCapPercent);
  const terms: NewTerms = {
    ...(rate ? { rate } : {}),
    ...(grace ? { grace: { ...grace, interestFree: 0 } } : {}),
  };
  return replan({
    ...agreement,
    on,
    change: {
      ...terms,
      arrears,
      fixedMargin: hasFixedPrice(agreement.contract),
      ...(instalments === undefined ? {} : { instalments }),
      ...(firstDueOn === undefined ? {} : { firstDueOn }),
    },
  });
}

/** The price of a sale or lease is agreed once; a loan without interest has none. Profit shares are what was earned. */
export function hasFixedPrice(contract: ContractKind): boolean {
  return contract === 'murabahah' || contract === 'ijarah' || contract === 'qardh';
}

/** The same kind of rate with another percent. Error: `rate_above_cap`. */
export function newRate(request: ScheduleRequest, percent: string, capPercent: string): Rate {
  const rate: Rate = 'annualPercent' in request.rate ? { annualPercent: percent } : { periodPercent: percent };
  if (isAboveCap({ rate, frequency: request.frequency }, capPercent)) {
    throw fieldError('ratePercent', 'rate_above_cap', `Suku jasa paling tinggi ${capPercent} persen setahun`);
  }
  return rate;
}

/**
 * A new rate from a day of the running period on. Flat interest is of the first loan, not of what is left: it changes in proportion, from the
 * period that begins on or after the day. Errors: those of `checkRunning`, `contract_price_fixed`, `rate_above_cap`, `rate_from_out_of_range`.
 */
export function withRate(
  agreement: Agreement,
  asked: {
    readonly from: BusinessDate;
    readonly on: BusinessDate;
    readonly ratePercent: string;
    readonly rateCapPercent: string;
  },
): Replanned {
  checkRunning(agreement);
  if (agreement.contract !== 'interest') throw priceFixed();
  const { rows, request } = agreement;
  const { from, on } = asked;
  const rate = newRate(request, asked.ratePercent, asked.rateCapPercent);
  const begins = rows[keptRows(rows, on)]?.startsOn;
  if (begins === undefined || from < begins || from > on) {
    throw fieldError(
      'from',
      'rate_from_out_of_range',
      `Pilih tanggal dari awal angsuran berjalan (${begins ?? on}) sampai hari ini`,
    );
  }
  if (request.method === 'flat') {
    const part = quotient(percentOf(rate), percentOf(request.rate));
    const next = rows.map((row) => (row.startsOn < from || row.settledOn !== null ? row : scaled(row, part)));
    return { request: { ...request, rate }, rows: next, capitalisedSen: 0n };
  }
  const change = from === begins ? { rate } : { events: [{ type: 'rate_change' as const, on: from, rate }] };
  const made = replan({ ...agreement, on, change: { arrears: 'keep', ...change } });
  return { ...made, request: { ...made.request, rate, events: [] } };
}

function percentOf(rate: Rate) {
  return ratioOfDecimal('annualPercent' in rate ? rate.annualPercent : rate.periodPercent);
}

function quotient(a: { n: bigint; d: bigint }, b: { n: bigint; d: bigint }) {
  if (b.n === 0n) {
    throw fieldError(
      'ratePercent',
      'rate_was_zero',
      'Pinjaman ini tanpa jasa. Pakai restrukturisasi untuk memberinya suku jasa',
    );
  }
  return { n: a.n * b.d, d: a.d * b.n };
}

function scaled(row: Row, part: { n: bigint; d: bigint }): Row {
  const interest = divideRounded(row.interestSen * part.n, part.d, 'half_even');
  const interestSen = interest > row.paidInterestSen ? interest : row.paidInterestSen;
  return { ...row, interestSen };
}

/**
 * Another due date for one instalment that is still to come; `following` lets the later ones follow the new day. Interest by whole periods stays
 * as it is, daily interest is computed anew. Errors: those of `checkRunning`, `instalment_not_open`, `first_due_not_after`, those of the engine.
 */
export function withMovedDate(
  agreement: Agreement,
  asked: { readonly no: number; readonly dueOn: BusinessDate; readonly following: boolean; readonly on: BusinessDate },
): Replanned {
  checkRunning(agreement);
  const { rows, request } = agreement;
  const { no, dueOn, following, on } = asked;
  const cut = keptRows(rows, on);
  const place = rows.findIndex((row) => row.no === no);
  if (place < cut) {
    throw fieldError('no', 'instalment_not_open', 'Pilih angsuran yang belum jatuh tempo dan belum dibayar');
  }
  if (dueOn <= on) throw fieldError('dueOn', 'first_due_not_after', 'Tanggal baru harus sesudah hari ini');
  const event = { type: 'moved_due_date' as const, no: place - cut + 1, dueOn, following };
  const made = replan({
    ...agreement,
    on,
    change: { arrears: 'keep', events: [event], fixedMargin: hasFixedPrice(agreement.contract) },
  });
  if (request.interestPeriod === 'daily') return made;
  const dated = rows.map((row, index): Row => {
    const other = made.rows[index];
    return other && index >= cut ? { ...row, dueOn: other.dueOn, startsOn: other.startsOn } : row;
  });
  return { ...made, rows: dated };
}

/**
 * The part of a realised profit that is the cooperative's takes the place of the expected one of an instalment; rounded half up to the rupiah.
 * Errors: those of `checkRunning`, `not_profit_sharing`, `instalment_not_open`, `profit_below_paid`.
 */
export function withProfit(
  agreement: Agreement,
  asked: {
    readonly no: number;
    readonly profitSen: bigint;
    readonly share: ProductTerms['profitSharePercent'];
    readonly on: BusinessDate;
  },
): { readonly rows: readonly Row[]; readonly interestSen: bigint } {
  checkRunning(agreement);
  if ((agreement.contract !== 'mudharabah' && agreement.contract !== 'musyarakah') || asked.share === undefined) {
    throw new DomainError(
      'refused',
      'not_profit_sharing',
      'Laporan hasil hanya untuk akad bagi hasil (mudharabah, musyarakah)',
    );
  }
  const row = agreement.rows.find(({ no }) => no === asked.no);
  if (!row || row.settledOn !== null) {
    throw fieldError('no', 'instalment_not_open', 'Pilih angsuran yang belum lunas');
  }
  const { n, d } = ratioOfDecimal(asked.share);
  const interestSen = divideRounded(asked.profitSen * n, d * 100n * 100n, 'half_up') * 100n;
  if (interestSen < row.paidInterestSen) {
    throw fieldError(
      'profit',
      'profit_below_paid',
      'Bagian koperasi kurang dari yang sudah dibayar untuk angsuran ini. Batalkan dulu pembayarannya',
    );
  }
  const settled = interestSen === row.paidInterestSen && row.principalSen === row.paidPrincipalSen;
  const rows = agreement.rows.map((one) =>
    one.no === row.no ? { ...one, interestSen, settledOn: settled ? asked.on : null } : one,
  );
  return { rows: withBalances(rows), interestSen };
}

function priceFixed(): DomainError {
  return new DomainError(
    'refused',
    'contract_price_fixed',
    'Akad syariah tidak menambah utang yang ada: suku jasa dan tunggakan jasa tidak bisa ditambahkan',
  );
}
