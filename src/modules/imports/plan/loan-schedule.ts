import { toSen } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import type { Field } from '../layout/fields.ts';
import { columnOf, type Mapping } from '../layout/mapping.ts';
import { readCode } from '../values/identity.ts';
import type { Remark } from './issues.ts';
import type { ScheduleRow } from './loan-types.ts';
import { cellOf, type ReadRow } from './read-rows.ts';

/** Columns a folded schedule has that no sheet has: far right of any real one. */
const BALANCE_COLUMN = 90_001;
const AMOUNT_COLUMN = 90_002;

/** A schedule of many rows a loan as a list of loans: one row each, with its unpaid rows beside. */
export type FoldedSchedule = {
  readonly rows: readonly ReadRow[];
  readonly mapping: Mapping;
  readonly headings: ReadonlyMap<Field, string>;
  /** The unpaid rows of the loan whose folded row has this line. */
  readonly unpaid: ReadonlyMap<number, readonly ScheduleRow[]>;
  readonly remark: Remark;
};

/**
 * Folds the rows of each loan into one on its first line: what was lent is the sum of its principals, what is owed the sum of those not
 * paid. A row is paid by its own word (`lunas`), else when it has a day of payment: a day beside its due day, or one that other rows of
 * the table lack. Where every row has one day only, that is its due day, and a row due by the day the balances are of counts as paid.
 */
export function foldSchedule(
  rows: readonly ReadRow[],
  mapping: Mapping,
  headings: ReadonlyMap<Field, string>,
  asOf: BusinessDate,
): FoldedSchedule {
  const data = rows.filter((row) => row.row.role === 'data');
  const dated = data.filter((row) => row.dates.has('date')).length;
  const hasDueDays = columnOf(mapping, 'dueDate') >= 0;
  const byPaidDay = columnOf(mapping, 'date') >= 0 && (hasDueDays || dated < data.length);
  const dueOn = (row: ReadRow) => row.dates.get(hasDueDays ? 'dueDate' : 'date');
  const isPaid = (row: ReadRow) => {
    const word = readCode(cellOf(row, mapping, 'status')).toLowerCase();
    if (/belum|unpaid|tunggak/.test(word)) return false;
    if (/lunas|sudah|paid|bayar/.test(word)) return true;
    if (byPaidDay) return row.dates.has('date');
    const due = dueOn(row);
    return due !== undefined && due <= asOf;
  };
  const unpaid = new Map<number, ScheduleRow[]>();
  const folded = [...Map.groupBy(data, (row) => readCode(cellOf(row, mapping, 'loanNo')))].flatMap(([, group]) => {
    const first = group[0];
    if (!first) return [];
    const open = group.filter((row) => !isPaid(row));
    unpaid.set(
      first.line,
      open.map((row) => ({
        dueOn: byPaidDay && !hasDueDays ? null : (dueOn(row) ?? null),
        principal: toSen(row.amounts.get('loanPaid') ?? 0n),
        interest: toSen(row.amounts.get('interest') ?? 0n),
      })),
    );
    const sum = (of: readonly ReadRow[]) => of.reduce((total, row) => total + (row.amounts.get('loanPaid') ?? 0n), 0n);
    const amounts = new Map<Field, bigint>([
      ['loanAmount', sum(group)],
      ['loanBalance', sum(open)],
    ]);
    // Its days are those of instalments: none of them is the day of the contract.
    return [{ ...first, amounts, dates: new Map(), issues: group.flatMap((row) => row.issues) }];
  });
  const kept = mapping.columns.filter(({ field }) => !FOLDED.has(field));
  const heading = headings.get('loanPaid') ?? '';
  return {
    rows: [...folded, ...rows.filter((row) => row.row.role !== 'data')],
    mapping: {
      ...mapping,
      columns: [
        ...kept,
        { index: BALANCE_COLUMN, field: 'loanBalance' },
        { index: AMOUNT_COLUMN, field: 'loanAmount' },
      ],
    },
    headings: new Map<Field, string>([
      ...[...headings].filter(([field]) => !FOLDED.has(field)),
      ['loanBalance', heading],
      ['loanAmount', heading],
    ]),
    unpaid,
    remark: byPaidDay ? 'schedule_by_paid_day' : 'schedule_by_due_day',
  };
}

/** Fields of single instalments, which a loan as a whole does not have. */
const FOLDED: ReadonlySet<Field> = new Set<Field>([
  'rowNo',
  'loanPaid',
  'interest',
  'instalment',
  'totalDue',
  'amount',
  'instalmentNo',
  'date',
  'dueDate',
  'loanAmount',
  'loanBalance',
  'status',
]);
