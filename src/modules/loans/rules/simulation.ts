import type { BusinessDate } from '#kernel/dates';
import { formatDecimal, parseDecimal, sumSen } from '#kernel/money';
import { answerLoanSchedule, ScheduleRequest } from '../schedule/index.ts';
import type { ProductTerms, ProductTermsJson } from '../terms.ts';
import { firstDueAfter, heaviestInstalment, monthlyOf } from './capacity.ts';
import { type FeeLine, feesOf, payoutOf } from './fees.ts';

/** What a loan would cost, before anything is agreed. Amounts in sen. */
export type Simulation = {
  /** The first instalment, and the last one, which may differ by rounding or method. */
  readonly instalmentSen: bigint;
  readonly lastSen: bigint;
  /** The heaviest regular instalment as a month's burden: what capacity is judged by. */
  readonly monthlySen: bigint;
  readonly interestSen: bigint;
  readonly totalSen: bigint;
  /** The yearly effective rate as a decimal percent, or null where none can be told. */
  readonly effectiveAnnualPercent: string | null;
  readonly fees: readonly FeeLine[];
  /** What the member gets in hand. */
  readonly netSen: bigint;
  readonly firstDueOn: BusinessDate;
  readonly rows: readonly {
    readonly no: number;
    readonly dueOn: string;
    readonly principalSen: bigint;
    readonly interestSen: bigint;
  }[];
};

/**
 * The loan as if it were paid out on a day, by the same engine that will make its contract. Errors: those of the engine, such as
 * `rounding_exceeds_instalment`.
 */
export function simulate(
  product: { readonly terms: ProductTerms; readonly termsJson: ProductTermsJson },
  asked: { readonly amountSen: bigint; readonly tenor: number; readonly on: BusinessDate },
): Simulation {
  const { terms, termsJson } = product;
  const { frequency, method } = terms.calculation;
  const firstDueOn = firstDueAfter(frequency, asked.on);
  const answer = answerLoanSchedule(
    ScheduleRequest.parse({
      ...termsJson.calculation,
      principal: formatDecimal(asked.amountSen),
      instalments: asked.tenor,
      disbursedOn: asked.on,
      firstDueOn,
    }),
  );
  const rows = answer.schedule.map(({ no, dueOn, principal, interest }) => ({
    no,
    dueOn,
    principalSen: parseDecimal(principal),
    interestSen: parseDecimal(interest),
  }));
  const totals = rows.map(({ principalSen, interestSen }) => principalSen + interestSen);
  const fees = feesOf(terms, asked.amountSen);
  return {
    instalmentSen: totals[0] ?? 0n,
    lastSen: totals.at(-1) ?? 0n,
    monthlySen: monthlyOf(heaviestInstalment(rows, method), frequency),
    interestSen: sumSen(rows.map(({ interestSen }) => interestSen)),
    totalSen: sumSen(totals),
    effectiveAnnualPercent: answer.effectiveAnnualPercent ?? null,
    fees,
    netSen: payoutOf(asked.amountSen, fees).netSen,
    firstDueOn,
    rows,
  };
}
