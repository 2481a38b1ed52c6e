import { z } from 'zod';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances, readChart } from '#ledger';
import {
  type ClassFlows,
  directFlows,
  directRows,
  type FlowFigures,
  indirectFlows,
  indirectRows,
} from '../layout/cash-flow.ts';
import { flowClassOf, type PlacedLine, withHeadings } from '../rules/place.ts';
import type { StatementTable } from '../table.ts';
import { type Words, wordsIn } from '../words.ts';
import { cashSums, nonCashSums } from './flow-sums.ts';
import {
  COMPARE_MAX,
  type Period,
  type Place,
  PlaceInput,
  periodOf,
  periodText,
  placeRemarks,
  subtitleOf,
} from './head.ts';
import { PeriodInput } from './income.ts';

export type FlowMethod = 'direct' | 'indirect';

/**
 * Cash flow (arus kas) of a period, both days included, beside up to four others. Direct: entries that touch cash, by the line beside the cash.
 * Indirect: surplus, what in it was not cash, and what changed on the lines. The two are summed apart, from different rows of the
 * books; a remark says whether they agree.
 */
export const cashFlowTable = query({
  name: 'books.cashFlowTable',
  permission: 'ledger.read',
  input: z.strictObject({
    from: dateField,
    to: dateField,
    method: z.enum(['direct', 'indirect']).default('direct'),
    compare: z.array(PeriodInput).max(COMPARE_MAX).default([]),
    ...PlaceInput,
  }),
  run: (scope, { from, to, method, compare, ...place }) =>
    cashFlowOf(scope, { periods: [periodOf({ from, to }), ...compare.map(periodOf)], method, place }),
});

/** The cash flow of some periods, read inside a query that is under way. */
export async function cashFlowOf(
  scope: QueryScope,
  { periods, method, place }: { periods: readonly Period[]; method: FlowMethod; place: Place },
): Promise<StatementTable> {
  const words = wordsIn(place.language);
  const lines = withHeadings(await readChart(scope)).filter(({ postable }) => postable);
  const figures = await Promise.all(periods.map((period) => readFlows(scope, lines, { period, place })));
  const rows = (method === 'direct' ? directRows : indirectRows)({ lines, periods: figures, words });
  const [period] = periods;
  return {
    key: 'cash-flow',
    title: method === 'direct' ? words.cashFlowDirect : words.cashFlowIndirect,
    subtitle: period
      ? await subtitleOf(scope, { days: periodText(period, place.language), before: period.before, place })
      : [],
    columns: periods.map(({ from, before }) => ({
      key: `${from}_${before}`,
      heading: periodText({ from, before }, place.language),
      range: { from, before },
    })),
    rows,
    remarks: [...placeRemarks(place, words), ...remarksOf(lines, figures, words)],
    checks: [
      {
        label: words.cashCheck,
        parts: [
          { row: 'cash_closing', sign: 1 },
          ...rows
            .filter(({ key }) => key.startsWith('cash:') && key !== 'cash:heading')
            .map(({ key }) => ({ row: key, sign: -1 as const })),
        ],
      },
    ],
  };
}

async function readFlows(
  scope: QueryScope,
  lines: readonly PlacedLine[],
  { period, place }: { period: Period; place: Place },
): Promise<FlowFigures> {
  const { branchId, unitId } = place;
  const [direct, indirect, moved, opening, closing] = await Promise.all([
    cashSums(scope, lines, { period, place }),
    nonCashSums(scope, lines, { period, place }),
    chartBalances(scope, { ...period, branchId, unitId, withoutClosing: true }),
    chartBalances(scope, { before: period.from, branchId, unitId }),
    chartBalances(scope, { before: period.before, branchId, unitId }),
  ]);
  const cash = new Set(lines.filter((line) => flowClassOf(line) === 'cash').map(({ code }) => code));
  const cashOf = (sums: readonly { code: string; amountSen: bigint }[]) => sums.filter(({ code }) => cash.has(code));
  const broughtCash = [...indirect.brought].reduce((sum, [code, amount]) => (cash.has(code) ? sum + amount : sum), 0n);
  return {
    ...period,
    ...direct,
    ...indirect,
    moved: new Map(moved.map(({ code, amountSen }) => [code, amountSen])),
    cashOpening: cashOf(opening).reduce((sum, { amountSen }) => sum + amountSen, broughtCash),
    cashBalances: new Map(cashOf(closing).map(({ code, amountSen }) => [code, amountSen])),
  };
}

/** What does not agree, and what was placed without a tag. */
function remarksOf(lines: readonly PlacedLine[], periods: readonly FlowFigures[], words: Words): string[] {
  const remarks: string[] = [];
  if (!lines.some((line) => flowClassOf(line) === 'cash')) remarks.push(words.noCash);
  const titles: Record<keyof ClassFlows, string> = {
    operating: words.operatingFlow,
    investing: words.investingFlow,
    financing: words.financingFlow,
  };
  const differing = (['operating', 'investing', 'financing'] as const).filter((activity) =>
    periods.some((figures) => directFlows(lines, figures)[activity] !== indirectFlows(lines, figures)[activity]),
  );
  remarks.push(
    differing.length === 0
      ? words.methodsAgree
      : words.methodsDiffer(differing.map((activity) => titles[activity]).join(', ')),
  );
  if (periods.some((figures) => cashDiffers(lines, figures))) remarks.push(words.cashDiffers);
  const untagged = lines.filter(
    (line) =>
      line.cashFlow === null &&
      line.kind !== 'revenue' &&
      line.kind !== 'expense' &&
      periods.some((figures) => (figures.moved.get(line.code) ?? 0n) !== 0n),
  );
  if (untagged.length > 0) remarks.push(words.untagged(untagged.map(({ code }) => code).join(', ')));
  return remarks;
}

function cashDiffers(lines: readonly PlacedLine[], figures: FlowFigures): boolean {
  const flows = Object.values(directFlows(lines, figures)).reduce((sum, flow) => sum + flow, 0n);
  const balances = [...figures.cashBalances.values()].reduce((sum, amount) => sum + amount, 0n);
  return figures.cashOpening + flows !== balances;
}
