import { type IncomeGroup, incomeGroupOf, type PlacedLine } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';
import type { Words } from '../words.ts';
import { groupRows, headingRow, type Leaf, minus, plus, type Rows } from './groups.ts';

/** What an income statement is laid out from: movements without closing entries, debit above zero, a column each (null: says nothing). */
export type IncomeFigures = {
  readonly lines: readonly (PlacedLine & { readonly amounts: readonly (bigint | null)[] })[];
  readonly columns: number;
};

type Maker = {
  /** A heading, its lines and their total; nothing when there are no lines. Revenue is shown credit above zero, expense debit above zero. */
  readonly part: (groups: readonly IncomeGroup[], side: 'revenue' | 'expense', label: string) => Rows;
  readonly heading: (key: string, label: string) => StatementRow;
  readonly total: (key: string, label: string, parts: { row: StatementRow; sign: 1 | -1 }[]) => StatementRow;
};

/**
 * Perhitungan hasil usaha in the layout of the ministry's form: members' gross participation, cost and net participation; others' margin; gross
 * surplus; business expenses; expenses of being a cooperative; other items; tax. Revenue and cost that no tag gives to members or others
 * stand in a part of their own before the gross surplus.
 */
export function incomeRows(figures: IncomeFigures, words: Words): StatementRow[] {
  const make = makerOf(figures, words);
  const { rows: grossRows, gross } = grossPart(make, words);
  const operating = make.part(['operating'], 'expense', words.operating);
  const after = make.total('after_operating', words.afterOperating, [...plus([gross]), ...minus(operating.parts)]);
  const cooperative = make.part(['cooperative'], 'expense', words.cooperative);
  const otherRevenue = make.part(['other', 'tax'], 'revenue', words.otherRevenue);
  const otherExpense = make.part(['other'], 'expense', words.otherExpense);
  const others = [...otherRevenue.rows, ...otherExpense.rows];
  const before = make.total('before_tax', words.beforeTax, [
    ...plus([after]),
    ...minus(cooperative.parts),
    ...plus(otherRevenue.parts),
    ...minus(otherExpense.parts),
  ]);
  const tax = make.part(['tax'], 'expense', words.tax);
  const surplus = make.total('surplus', words.surplus, [...plus([before]), ...minus(tax.parts)]);
  return [
    ...grossRows,
    ...(operating.rows.length + cooperative.rows.length > 0
      ? [make.heading('operating:heading', words.operatingTitle)]
      : []),
    ...operating.rows,
    after,
    ...cooperative.rows,
    ...(others.length > 0 ? [make.heading('other:heading', words.otherTitle)] : []),
    ...others,
    before,
    ...tax.rows,
    surplus,
  ];
}

/** Everything above the gross surplus, and that row. */
function grossPart(make: Maker, words: Words): { rows: StatementRow[]; gross: StatementRow } {
  const blocks = [
    {
      key: 'member',
      title: words.memberTitle,
      revenue: words.memberRevenue,
      cost: words.memberCost,
      net: words.memberNet,
    },
    {
      key: 'non_member',
      title: words.nonMemberTitle,
      revenue: words.nonMemberRevenue,
      cost: words.nonMemberCost,
      net: words.nonMemberNet,
    },
    {
      key: '',
      title: words.undividedTitle,
      revenue: words.undividedRevenue,
      cost: words.undividedCost,
      net: words.undividedNet,
    },
  ] as const;
  const made = blocks.flatMap(({ key, title, revenue, cost, net }) => {
    const own = key === '' ? (['revenue', 'cost'] as const) : ([`${key}_revenue`, `${key}_cost`] as const);
    const earned = make.part([own[0]], 'revenue', revenue);
    const spent = make.part([own[1]], 'expense', cost);
    if (earned.rows.length + spent.rows.length === 0) return [];
    const total = make.total(`${key || 'undivided'}_net`, net, [...plus(earned.parts), ...minus(spent.parts)]);
    const heading = make.heading(`${key || 'undivided'}:heading`, title);
    return [{ rows: [heading, ...earned.rows, ...spent.rows, total], total }];
  });
  const gross = make.total('gross', words.gross, plus(made.map(({ total }) => total)));
  return { rows: [...made.flatMap(({ rows }) => rows), gross], gross };
}

function makerOf(figures: IncomeFigures, words: Words): Maker {
  const { columns } = figures;
  const chart = new Map(figures.lines.map((line) => [line.code, line]));
  const shown = figures.lines.filter(
    (line) => line.postable && line.amounts.some((amount) => amount !== null && amount !== 0n),
  );
  const total: Maker['total'] = (key, label, parts) => totalRow({ key, label, level: 0, parts }, columns);
  const heading: Maker['heading'] = (key, label) => headingRow(key, label, { level: 0, columns });
  return {
    total,
    heading,
    part(groups, side, label) {
      const sign = side === 'revenue' ? -1n : 1n;
      const leaves: Leaf[] = shown
        .filter((line) => line.kind === side && groups.includes(incomeGroupOf(line)))
        .map((line) => ({ line, values: line.amounts.map((amount) => (amount === null ? null : sign * amount)) }));
      if (leaves.length === 0) return { rows: [], parts: [] };
      const key = `${groups[0]}_${side}`;
      const inner = groupRows(leaves, { key, level: 2, columns, totalOf: words.totalOf, chart });
      const sum = totalRow({ key, label: words.totalOf(label), level: 1, parts: plus(inner.parts) }, columns);
      return { rows: [headingRow(`${key}:heading`, label, { level: 1, columns }), ...inner.rows, sum], parts: [sum] };
    },
  };
}
