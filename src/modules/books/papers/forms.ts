import { z } from 'zod';
import { dateText } from '#documents';
import { addDays } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import type { Figure as EntryFigure } from '../statements/figure.ts';
import type { StatementRow, StatementTable } from '../statements/table.ts';
import { type Figure, readFigures, readUses, type Uses } from './figures.ts';
import { JKUK } from './forms/jkuk.ts';
import { KKPKK } from './forms/kkpkk.ts';
import { formPlace } from './forms/place.ts';
import { type PaperPeriod, paperPeriod, yearColumns } from './period.ts';
import { add, type FilledForm, type Form, type FormFigure, fillForm } from './rules/form.ts';

export const FORMS = { jkuk: JKUK, kkpkk: KKPKK } as const;

/** An account behind a line of a form, or one that the chart gives no tag; amounts in sen, in the sign of the line. */
export type FormAccount = Pick<FormFigure, 'code' | 'name' | 'tagged' | 'amounts'> & { readonly line: string };

/** A form of an authority, filled in: its table, the accounts behind each line, and the accounts that carry no tag of this form. */
export type FormReport = {
  readonly table: StatementTable;
  readonly accounts: readonly FormAccount[];
  readonly untagged: readonly FormAccount[];
  /** The lines one may tag an account with. */
  readonly choices: readonly { readonly code: string; readonly label: string }[];
};

/** The form on a day's evening: balances, and the book year's movements up to it; the year before beside them. */
export const formReport = query({
  name: 'books.formReport',
  permission: 'books.read',
  input: z.strictObject({ form: z.enum(['jkuk', 'kkpkk']), on: dateField.optional() }),
  run: async (scope, { form, on }) => readForm(scope, FORMS[form], await paperPeriod(scope, on)),
});

/** Step: the same, for whole reports. */
export async function readForm(scope: QueryScope, form: Form, period: PaperPeriod): Promise<FormReport> {
  const [now, before, uses] = await Promise.all([
    readFigures(scope, period),
    readFigures(scope, period.previous),
    readUses(scope),
  ]);
  const figures = figuresFor(form, [now, before], uses);
  const filled = fillForm(form, [...figures, unclosedSurplus(form, [now, before])], 2);
  const signs = new Map(form.lines.flatMap((line) => (line.kind === 'line' ? [[line.code, line.sign] as const] : [])));
  const shown = figures.flatMap(({ line, amounts, ...figure }) => {
    if (line === null) return [];
    const sign = signs.get(line) === 'credit' ? -1n : 1n;
    return [{ ...figure, line, amounts: amounts.map((amount) => sign * amount) }];
  });
  const moving = shown.filter(({ amounts }) => amounts.some((amount) => amount !== 0n));
  const untagged = moving.filter(({ tagged }) => !tagged);
  const remarks = [
    form.source,
    ...(untagged.length === 0
      ? []
      : [`${untagged.length} akun belum diberi baris formulir ini; letaknya mengikuti susunan laporan keuangan.`]),
  ];
  const [assets, sources] = form.equal;
  const checks = [{ label: 'aset dikurangi kewajiban dan ekuitas', parts: add(assets, `-${sources}`) }];
  const subtitle = [`Per ${dateText(addDays(period.before, -1))}`, 'Disajikan dalam rupiah'];
  return {
    table: {
      key: form.key,
      title: form.title,
      subtitle,
      columns: yearColumns(period),
      rows: filled.rows.map((row) => ({ ...row, figures: entriesBehind(row, filled, form, period) })),
      remarks,
      checks,
    },
    accounts: moving,
    untagged,
    choices: form.lines.flatMap((line) => (line.kind === 'line' ? [{ code: line.code, label: line.label }] : [])),
  };
}

/** The entries behind a line of the form: those of its accounts; a sum has none of its own. */
function entriesBehind(row: StatementRow, filled: FilledForm, form: Form, period: PaperPeriod): (EntryFigure | null)[] {
  const line = form.lines.find(({ code }) => code === row.key);
  const codes = (filled.accounts.get(row.key) ?? []).flatMap(({ code }) => (code === '' ? [] : [code]));
  return [period, period.previous].map(({ from, before }) =>
    line?.kind !== 'line' || codes.length === 0
      ? null
      : { codes, from: line.basis === 'balance' ? null : from, before, withoutClosing: line.basis === 'period' },
  );
}

function figuresFor(form: Form, [now, before]: readonly [Figure[], Figure[]], uses: Uses): FormFigure[] {
  const earlier = new Map(before.map((figure) => [figure.code, figure]));
  return now.map((figure) => {
    const income = figure.kind === 'revenue' || figure.kind === 'expense';
    const of = (one: Figure | undefined) => (income ? one?.movedSen : one?.balanceSen) ?? 0n;
    const amounts = [of(figure), of(earlier.get(figure.code))];
    return { code: figure.code, name: figure.name, ...formPlace(form, figure, uses), amounts };
  });
}

/** Revenue and expense that no closing entry has moved yet stand in equity, so that the sides of the form are equal. */
function unclosedSurplus(form: Form, figures: readonly Figure[][]): FormFigure {
  const amounts = figures.map((column) =>
    column
      .filter(({ kind }) => kind === 'revenue' || kind === 'expense')
      .reduce((sum, { balanceSen }) => sum + balanceSen, 0n),
  );
  return { code: '', name: 'SHU yang belum ditutup', line: form.surplusLine, tagged: true, amounts };
}
