import { DomainError, type FieldError } from '#kernel/errors';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { parseRupiahInput } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';
import { loanToolText } from '#lib/text/loan-tool.ts';
import { inputMessages } from '#lib/text/messages.ts';
import { answerLoanSchedule, ScheduleRequest } from '#loans';

/** The ways of repaying that the page offers. */
export const SIMULATED_METHODS = ['flat', 'equal_principal', 'annuity'] as const;
const PERCENT_MAX = { year: 1_000, month: 80 };
/** Dates are not shown: instalments are counted, so any beginning does. */
const BEGINNING = '2001-01-01';

export type SimulationRow = { no: number; principal: string; interest: string; total: string; balanceAfter: string };
export type Simulation = {
  /** The first instalment and the last: equal but for rounding, or falling. */
  readonly first: string;
  readonly last: string;
  readonly falling: boolean;
  readonly interest: string;
  readonly total: string;
  /** Parts per million a year, or undefined where there is no such rate. */
  readonly effectivePpm: number | undefined;
  readonly rows: SimulationRow[];
};

type Asked = { amountSen: bigint; months: number; percent: string; method: (typeof SIMULATED_METHODS)[number] };

/**
 * Computes what the page asks for, in whole rupiah. Errors, all at once and each at its field: `amount_…`, `months_format`, `rate_format`,
 * `method_unknown`.
 */
export function simulate(values: Readonly<Record<string, string>>, locale: Locale): Simulation {
  const { amountSen, months, percent, method } = read(values, locale);
  const answer = answerLoanSchedule(
    ScheduleRequest.parse({
      principal: formatDecimal(amountSen),
      rate: values['per'] === 'month' ? { periodPercent: percent } : { annualPercent: percent },
      method,
      instalments: months,
      disbursedOn: BEGINNING,
      rounding: stepsFor(amountSen, months),
    }),
  );
  return simulationOf(answer, method === 'equal_principal');
}

function read(values: Readonly<Record<string, string>>, locale: Locale): Asked {
  const text = loanToolText[locale];
  const faults: FieldError[] = [];
  const fault = (field: string, code: string, pesan: string) => faults.push({ field, code, pesan });
  const amount = parseRupiahInput(values['amount'] ?? '');
  if ('reason' in amount) fault('amount', `amount_${amount.reason}`, inputMessages[locale].amount[amount.reason]);
  else if (amount.sen < 100n) fault('amount', 'amount_not_positive', text.amountWrong);
  const months = /^\d{1,3}$/.test(values['months'] ?? '') ? Number(values['months']) : 0;
  if (months < 1 || months > 600) fault('months', 'months_format', text.monthsWrong);
  const percent = percentOf(values['rate'] ?? '', values['per'] === 'month' ? PERCENT_MAX.month : PERCENT_MAX.year);
  if (percent === undefined) fault('rate', 'rate_format', text.rateWrong);
  const method = SIMULATED_METHODS.find((one) => one === values['method']);
  if (!method) fault('method', 'method_unknown', text.methodWrong);
  const first = faults[0];
  if (first || 'reason' in amount || percent === undefined || !method) {
    throw new DomainError('invalid', first?.code ?? 'input_invalid', first?.pesan ?? '', faults);
  }
  return { amountSen: amount.sen, months, percent, method };
}

/** Whole rupiah, as a cooperative collects them; a loan too small for that keeps its sen. */
function stepsFor(sen: bigint, months: number): object {
  const step = sen / BigInt(months) >= 100n ? '1.00' : '0.01';
  return { interest: step, principal: step, mode: 'half_up' };
}

function simulationOf(
  { schedule, totals, effectiveAnnualPercent }: ReturnType<typeof answerLoanSchedule>,
  falling: boolean,
): Simulation {
  return {
    first: schedule[0]?.total ?? totals.total,
    last: schedule.at(-1)?.total ?? totals.total,
    falling: falling && parseDecimal(totals.interest) > 0n,
    interest: totals.interest,
    total: totals.total,
    effectivePpm: effectiveAnnualPercent === null ? undefined : Number(effectiveAnnualPercent.replace('.', '')),
    rows: schedule.map(({ no, principal, interest, total, balanceAfter }) => ({
      no,
      principal,
      interest,
      total,
      balanceAfter,
    })),
  };
}

/** `1,5` and `1.5` are one percent and a half; undefined when it is no percent up to `most`. */
function percentOf(typed: string, most: number): string | undefined {
  const text = typed.trim().replace(/\s*%$/, '').replace(',', '.');
  return /^\d{1,4}(\.\d{1,6})?$/.test(text) && Number(text) <= most ? text : undefined;
}
