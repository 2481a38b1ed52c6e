import type { ChartLine } from '#ledger';
import { normalise } from '../layout/words.ts';
import type { Item, PlanRow } from '../plan/types.ts';
import type { WriteRefusal } from '../report.ts';

type AccountItem = Extract<Item, { part: 'account' }>;
type AccountKind = ChartLine['kind'];

/** The chart lines a file adds, and the rows that cannot be lines here. Lines the cooperative has already are used as they are. */
export type ChartChange = { readonly added: readonly ChartLine[]; readonly refusals: readonly WriteRefusal[] };

const KIND_WORDS: readonly (readonly [AccountKind, RegExp])[] = [
  ['expense', /\b(beban|biaya|expense|cost|hpp|harga pokok)\b/],
  ['revenue', /\b(pendapatan|penghasilan|income|revenue|penjualan)\b/],
  ['equity', /\b(modal|ekuitas|equity|shu|cadangan)\b/],
  ['liability', /\b(kewajiban|utang|hutang|liabilitas|liability|pasiva)\b/],
  ['asset', /\b(aset|asset|aktiva|harta)\b/],
];

const KIND_BY_DIGIT: Readonly<Record<string, AccountKind>> = {
  '1': 'asset',
  '2': 'liability',
  '3': 'equity',
  '4': 'revenue',
  '5': 'expense',
  '6': 'expense',
  '7': 'revenue',
  '8': 'expense',
  '9': 'expense',
};

/**
 * Decides what the rows of a chart become: a line that others stand under and that has no balance is a heading, every other
 * is postable. The class follows the file's word for it, then the first digit, then the normal side.
 */
export function chartLinesOf(rows: readonly PlanRow[], existing: readonly ChartLine[]): ChartChange {
  const items = rows.flatMap((row) =>
    row.items.flatMap(({ item }) => (item.part === 'account' ? [{ line: row.line, item }] : [])),
  );
  const codes = new Set(items.map(({ item }) => item.code));
  const parents = new Set(items.map(({ item }) => parentOf(item, codes)).filter((code) => code !== null));
  const known = new Map(existing.map((line) => [line.code, line]));
  const added: ChartLine[] = [];
  const refusals: WriteRefusal[] = [];
  const kinds = new Map(items.map(({ item }) => [item.code, kindOf(item)]));
  const headings = new Set(
    items.filter(({ item }) => parents.has(item.code) && item.amount === 0n).map(({ item }) => item.code),
  );
  for (const { line, item } of items) {
    const present = known.get(item.code);
    const kind = kinds.get(item.code) ?? 'asset';
    if (present) {
      const usable = item.amount === 0n || (present.postable && present.active);
      if (!usable)
        refusals.push(refuse(line, 'account_is_heading', `Kode ${item.code} di bagan akun adalah judul kelompok`));
      continue;
    }
    if (!/^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$/.test(item.code) || item.code.length > 20) {
      refusals.push(
        refuse(
          line,
          'account_code_format',
          `Kode ${item.code.slice(0, 20)} tidak bisa dipakai: hanya huruf, angka, titik dan garis`,
        ),
      );
      continue;
    }
    const parent = parentOf(item, codes);
    const fits = parent !== null && headings.has(parent) && kinds.get(parent) === kind && !known.has(parent);
    added.push(newLine(item, { kind, postable: !headings.has(item.code), parentCode: fits ? parent : null }));
  }
  return { added: withoutOrphans(added), refusals };
}

function newLine(
  item: AccountItem,
  is: { kind: AccountKind; postable: boolean; parentCode: string | null },
): ChartLine {
  const cash = is.kind === 'asset' && /^(kas|bank)\b/.test(normalise(item.name));
  return {
    ...is,
    code: item.code,
    name: item.name.slice(0, 160),
    normal: item.side,
    ownCapital: false,
    party: null,
    cashFlow: is.postable ? (cash ? 'cash' : 'operating') : null,
    regulatory: {},
    note: 'Dari berkas impor',
    active: true,
  };
}

/** The parent as the file names it, or the longest other code that this one continues after a dot or dash. */
function parentOf(item: AccountItem, codes: ReadonlySet<string>): string | null {
  if (item.parent !== '' && item.parent !== item.code && codes.has(item.parent)) return item.parent;
  if (item.parent !== '') return null;
  for (let code = item.code; /[.-]/.test(code); ) {
    code = code.replace(/[.-][^.-]*$/, '');
    if (codes.has(code)) return code;
  }
  return null;
}

function kindOf(item: AccountItem): AccountKind {
  const byWord = KIND_WORDS.find(([, words]) => words.test(normalise(item.category)));
  if (byWord) return byWord[0];
  const digit = KIND_BY_DIGIT[/^\d/.exec(item.code)?.[0] ?? ''];
  if (digit) return digit;
  const byName = KIND_WORDS.find(([, words]) => words.test(normalise(item.name)));
  return byName?.[0] ?? (item.side === 'debit' ? 'asset' : 'liability');
}

/** A line refused for its code may have been a parent: what stood under it stands alone. */
function withoutOrphans(lines: readonly ChartLine[]): ChartLine[] {
  const codes = new Set(lines.map((line) => line.code));
  return lines.map((line) =>
    line.parentCode !== null && !codes.has(line.parentCode) ? { ...line, parentCode: null } : line,
  );
}

function refuse(line: number, reason: string, pesan: string): WriteRefusal {
  return { line, reason, pesan };
}
