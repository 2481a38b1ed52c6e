import type { Column, Letterhead, TableDocument } from '#documents';
import { dateText } from '#documents';
import { parseSignedDecimal } from '#kernel/money';
import { CUTS, type Cut, type Portfolio } from './queries/portfolio.ts';

/** The words of the sheets; the caller has them in its dictionary. */
export type PortfolioWords = {
  readonly title: string;
  readonly cuts: Readonly<Record<Cut, string>>;
  readonly none: Readonly<Record<Cut, string>>;
  readonly classes: Readonly<Record<string, string>>;
  readonly group: string;
  readonly loans: string;
  readonly outstanding: string;
  readonly overdue: string;
  readonly provision: string;
  readonly product: string;
  readonly class: string;
  readonly rate: string;
  readonly required: string;
  readonly borrowers: string;
  readonly borrower: string;
  readonly ofCapital: string;
};

const money = (heading: string, total = true): Column => ({ heading, kind: 'money', width: 18, total });
const text = (heading: string): Column => ({ heading, kind: 'text', width: 28 });
const number = (heading: string): Column => ({ heading, kind: 'number', width: 14 });

/** The portfolio as tables for a workbook: each cut, the allowance by the rule, the largest borrowers. Percents are numbers. */
export function portfolioTables(found: Portfolio, letterhead: Letterhead, words: PortfolioWords): TableDocument[] {
  const head = { letterhead, subtitle: [words.title, dateText(found.asOf)] };
  return [
    ...CUTS.map((cut) => ({ ...head, title: words.cuts[cut], ...cutTable(found, cut, words) })),
    {
      ...head,
      title: words.provision,
      columns: [
        text(words.product),
        text(words.class),
        number(words.loans),
        money(words.outstanding),
        number(`${words.rate} %`),
        money(words.required),
      ],
      rows: found.provision.groups.map((group) => [
        group.productName,
        words.classes[group.collectability] ?? '',
        group.loans,
        parseSignedDecimal(group.outstanding),
        group.ratePpm / 10_000,
        parseSignedDecimal(group.required),
      ]),
    },
    {
      ...head,
      title: words.borrowers,
      columns: [text(words.borrower), number(words.loans), money(words.outstanding), number(`${words.ofCapital} %`)],
      rows: found.borrowers.map(({ name, loans, outstanding, capitalPpm }) => [
        name,
        loans,
        parseSignedDecimal(outstanding),
        capitalPpm === null ? null : capitalPpm / 10_000,
      ]),
    },
  ];
}

function cutTable(found: Portfolio, cut: Cut, words: PortfolioWords): Pick<TableDocument, 'columns' | 'rows'> {
  const nameOf = (key: string | null, name: string | null) =>
    (cut === 'class' ? words.classes[key ?? ''] : name) ?? words.none[cut];
  return {
    columns: [
      text(words.group),
      number(words.loans),
      money(words.outstanding),
      money(words.overdue),
      money('PAR30'),
      money('PAR90'),
      money('NPL'),
    ],
    rows: found.cuts[cut].map((group) => [
      nameOf(group.key, group.name),
      group.loans,
      ...[group.outstanding, group.overdue, group.par30, group.par90, group.npl].map(parseSignedDecimal),
    ]),
  };
}
