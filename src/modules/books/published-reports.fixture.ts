import { readFileSync } from 'node:fs';
import { parseDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { ChartLine } from '#ledger';

/** A published report in the shape of `shared/data/real/reports/*.json`: whichever of these fields it has. */
type Source = {
  readonly koperasi?: string;
  readonly year?: number;
  readonly period_end?: string;
  readonly accounts?: readonly SourceRow[];
  readonly income?: readonly SourceRow[];
  readonly checks?: Record<string, unknown>;
  readonly published_subtotals?: { readonly jumlah_pendapatan?: number };
};
type SourceRow = {
  readonly code?: string;
  readonly name: string;
  readonly amount: number;
  readonly side?: string | null;
  readonly row?: string;
  readonly parent_kind?: string;
  readonly group?: string;
  readonly kind?: string;
};
type Kind = ChartLine['kind'];

/** A line of a published statement, in sen, in the sign in which it is printed on its side. `key` is the same for the same line of another year. */
export type PublishedLine = {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  readonly heading: string;
  readonly amount: bigint;
};

/** A printed sum: which lines it should add, and whether the surplus stands in it. */
export type PrintedSum = {
  readonly name: string;
  readonly amount: bigint;
  readonly lines: readonly string[];
  readonly surplus: boolean;
  readonly kind: Kind;
};

export type Published = {
  readonly cooperative: string;
  readonly year: number;
  readonly periodEnd: string;
  readonly lines: readonly PublishedLine[];
  readonly sums: readonly PrintedSum[];
  /** Printed totals: both sides of the balance sheet, surplus after tax. Null where none is printed. */
  readonly assets: bigint | null;
  readonly passiva: bigint | null;
  readonly surplus: bigint | null;
  readonly surplusBeforeTax: bigint | null;
  /** Where the printed figures do not agree with each other, with the difference: printed less what its lines sum to. */
  readonly faults: readonly string[];
  /** By how much printed assets exceed the other side, line by line. */
  readonly outOfBalance: bigint;
};

/** Reads a published report; null where the file holds no statement (a sub-ledger, rules, headline figures). */
export function readPublished(url: URL): Published | null {
  const source = JSON.parse(readFileSync(url, 'utf8')) as Source;
  const { accounts = [], income = [] } = source;
  const laidOut = accounts.length > 0 ? accounts.every((row) => row.row || row.group) : income.length > 0;
  if (Array.isArray(source) || !laidOut) return null;
  const year = source.year ?? 2000;
  const [date = `${year}-12-31`] = /^\d{4}-\d{2}-\d{2}/.exec(source.period_end ?? '') ?? [];
  const revenue = source.published_subtotals?.jumlah_pendapatan;
  const checks = { ...source.checks, ...(revenue !== undefined && { total_pendapatan: revenue }) };
  const reader = new Reader();
  for (const row of accounts) reader.take(row, 'sheet');
  reader.beginIncome();
  for (const row of income) reader.take(row, 'income');
  return reader.finish({
    cooperative: cooperativeOf(source),
    year: Number(date.slice(0, 4)),
    periodEnd: parseDate(date),
    checks,
  });
}

/** The name without what stands beside it, so that the files of one cooperative are found together. */
function cooperativeOf({ koperasi = '' }: Source): string {
  return koperasi.replace(/\s*\(.*$/, '').trim();
}

function senOf(amount: number): bigint {
  return BigInt(Math.round(amount * 100));
}

function keyOf(kind: Kind, name: string): string {
  return `${kind}:${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()}`;
}

type Open = { name: string; kind: Kind; amount: bigint; lines: PublishedLine[]; under: Open | null };

/** Walks the rows from the top: a group or subtotal is a sum of the lines that follow it, or a line of its own when none do. */
class Reader {
  private readonly lines: PublishedLine[] = [];
  private readonly sums: Open[] = [];
  private readonly totals = new Map<string, bigint>();
  private readonly faults: string[] = [];
  private group: Open | null = null;
  private subtotal: Open | null = null;

  take(row: SourceRow, part: 'sheet' | 'income'): void {
    const amount = senOf(row.amount);
    if (Math.abs(row.amount * 100 - Number(amount)) > 0.01) this.faults.push(`${row.name}: pecahan sen`);
    switch (row.row) {
      case 'total':
      case 'header':
        this.totals.set(`${part}:${row.side}:${row.row}`, amount);
        this.group = this.subtotal = null;
        return;
      case 'result':
        this.takeResult(row.name, amount);
        return;
      case 'group':
        this.group = this.open(row, amount, part, null);
        this.subtotal = null;
        return;
      case 'subtotal':
        this.subtotal = this.open(row, amount, part, this.group);
        return;
      default:
        this.takeLine(row, amount, part);
    }
  }

  beginIncome(): void {
    this.group = this.subtotal = null;
  }

  private takeResult(name: string, amount: bigint): void {
    this.group = this.subtotal = null;
    if (/^pajak/i.test(name)) this.add({ name, kind: 'expense', amount, heading: '' });
    else if (/setelah/i.test(name)) this.totals.set('surplus', amount);
    else if (/sebelum/i.test(name)) this.totals.set('before_tax', amount);
  }

  private open(row: SourceRow, amount: bigint, part: 'sheet' | 'income', under: Open | null): Open {
    const opened = { name: row.name, kind: under?.kind ?? kindOf(row, part, row.name), amount, lines: [], under };
    this.sums.push(opened);
    return opened;
  }

  private takeLine(row: SourceRow, amount: bigint, part: 'sheet' | 'income'): void {
    if (row.group !== undefined && this.group?.name !== row.group) {
      this.group = { name: row.group, kind: kindOf(row, part, row.group), amount: 0n, lines: [], under: null };
    }
    if (row.parent_kind === 'a') this.subtotal = null;
    const above = this.subtotal ?? this.group;
    const kind = row.group === undefined && above ? above.kind : kindOf(row, part, row.group ?? '');
    const line = this.add({ name: row.name, kind, amount, heading: above?.name ?? '' });
    for (let sum: Open | null = above; sum; sum = sum.under) sum.lines.push(line);
  }

  private add(of: Omit<PublishedLine, 'key'>): PublishedLine {
    const same = this.lines.filter(({ name, kind }) => name === of.name && kind === of.kind).length;
    const line = { ...of, key: `${keyOf(of.kind, of.name)}${same > 0 ? ` ${same + 1}` : ''}` };
    this.lines.push(line);
    return line;
  }

  finish(of: { cooperative: string; year: number; periodEnd: string; checks: Record<string, unknown> }): Published {
    for (const sum of this.sums.filter(({ under }) => under)) this.settle(sum);
    for (const sum of this.sums.filter(({ under }) => !under)) this.settle(sum);
    const result = this.sumOf(['revenue']) - this.sumOf(['expense']);
    const running = this.lines.find((line) => line.kind === 'equity' && isRunningSurplus(line.name));
    const hasIncome = this.lines.some(({ kind }) => kind === 'revenue' || kind === 'expense');
    const surplus =
      this.totals.get('surplus') ?? checked(of.checks, 'shu_published') ?? checked(of.checks, 'shu_implied');
    this.expectSame('SHU setelah pajak', surplus, hasIncome ? result : null);
    this.expectSame('SHU di neraca', running?.amount ?? null, hasIncome ? result : null);
    const assets = this.totals.get('sheet:debit:total') ?? checked(of.checks, 'total_aset');
    const passiva = this.totals.get('sheet:credit:total') ?? checked(of.checks, 'total_liabilitas_ekuitas_shu');
    const [left, right] = [this.sumOf(['asset']), this.sumOf(['liability', 'equity'])];
    this.expectSame('Jumlah aset', assets, left);
    this.expectSame('Jumlah liabilitas dan ekuitas', passiva, right);
    this.expectSame('Jumlah pendapatan', this.incomeTotal('credit', of.checks, 'pendapatan'), this.sumOf(['revenue']));
    const spent = this.sumOf(['expense']) - this.taxOf();
    this.expectSame('Jumlah beban', this.incomeTotal('debit', of.checks, 'beban'), spent);
    this.expectSame('Kepala beban', this.totals.get('income:debit:header') ?? null, spent);
    if (left !== right) this.faults.push(fault('Neraca', left, right));
    return {
      ...of,
      lines: this.lines.filter((line) => !hasIncome || line !== running),
      sums: this.sums.map((sum) => ({
        name: sum.name,
        amount: sum.amount,
        kind: sum.kind,
        lines: sum.lines.map(({ key }) => key),
        surplus: hasIncome && running !== undefined && sum.lines.includes(running),
      })),
      assets,
      passiva,
      surplus,
      surplusBeforeTax: this.totals.get('before_tax') ?? null,
      faults: this.faults,
      outOfBalance: left - right,
    };
  }

  /** A sum whose lines say something else gets a line with the difference, so that its printed figure can be entered; without lines it is one itself. */
  private settle(sum: Open): void {
    const found = sum.lines.reduce((total, { amount }) => total + amount, 0n);
    if (found === sum.amount && sum.lines.length > 0) return;
    if (sum.lines.length > 0) this.faults.push(fault(sum.name, sum.amount, found));
    const name = sum.lines.length > 0 ? `Selisih cetak ${sum.name}` : sum.name;
    const line = this.add({ name, kind: sum.kind, amount: sum.amount - found, heading: sum.name });
    for (let above: Open | null = sum; above; above = above.under) above.lines.push(line);
  }

  private incomeTotal(side: 'credit' | 'debit', checks: Record<string, unknown>, name: string): bigint | null {
    return this.totals.get(`income:${side}:total`) ?? checked(checks, `total_${name}`) ?? checked(checks, name);
  }

  private taxOf(): bigint {
    return this.totals.has('income:debit:total')
      ? this.lines.reduce(
          (sum, line) => (/^pajak$/i.test(line.name) && line.heading === '' ? sum + line.amount : sum),
          0n,
        )
      : 0n;
  }

  private sumOf(kinds: readonly Kind[]): bigint {
    return this.lines.reduce((sum, line) => (kinds.includes(line.kind) ? sum + line.amount : sum), 0n);
  }

  private expectSame(name: string, printed: bigint | null, found: bigint | null): void {
    if (printed !== null && found !== null && printed !== found) this.faults.push(fault(name, printed, found));
  }
}

function fault(name: string, printed: bigint, found: bigint): string {
  return `${name}: tercetak ${formatDecimal(printed)}, barisnya ${formatDecimal(found)}, selisih ${formatDecimal(printed - found)}`;
}

function checked(checks: Record<string, unknown>, name: string): bigint | null {
  const value = checks[name];
  return typeof value === 'number' ? senOf(value) : null;
}

function isRunningSurplus(name: string): boolean {
  return /^shu( tahun (berjalan|sekarang))?$/i.test(name.trim());
}

function kindOf(row: SourceRow, part: 'sheet' | 'income', group: string): Kind {
  if (part === 'income') return row.kind === 'beban' || row.side === 'debit' ? 'expense' : 'revenue';
  if (row.side === 'debit') return 'asset';
  return /modal|ekuitas|^shu/i.test(group) ? 'equity' : 'liability';
}
