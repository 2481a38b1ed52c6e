import type { Field } from './fields.ts';
import type { HeadingBlock } from './headings.ts';
import { type Meaning, meaningsOf, normalise } from './words.ts';

/** One column as recognised: its heading, what it is taken to mean, and how sure that is (0 to 100). */
export type Column = {
  readonly index: number;
  readonly heading: string;
  readonly field: Field | null;
  readonly score: number;
};

/** Gives every column its likeliest meaning; a meaning belongs to one column, so the surer column keeps it. */
export function recogniseColumns(block: HeadingBlock): Column[] {
  const context = contextOf(block.paths);
  const wishes = block.paths.flatMap((path, index) =>
    path.length === 0 ? [] : inContext(meaningsOf(path), path, context).map((meaning) => ({ index, ...meaning })),
  );
  wishes.sort((a, b) => b.weight - a.weight || a.index - b.index);
  const byColumn = new Map<number, { field: Field; weight: number }>();
  const taken = new Set<Field>();
  for (const wish of wishes) {
    if (byColumn.has(wish.index) || taken.has(wish.field)) continue;
    byColumn.set(wish.index, wish);
    taken.add(wish.field);
  }
  return block.paths.map((path, index) => {
    const chosen = byColumn.get(index);
    return {
      index,
      heading: path.join(' / '),
      field: chosen?.field ?? null,
      score: Math.min(100, chosen?.weight ?? 0),
    };
  });
}

/** What the headings together are about; it decides words that mean one thing among savings and another among loans. */
type Context = {
  readonly savings: boolean;
  readonly loans: boolean;
  readonly chart: boolean;
  readonly member: boolean;
  readonly code: boolean;
  /** A loan's own terms stand beside it, so that its principal is the amount lent and not a payment. */
  readonly terms: boolean;
};

function contextOf(paths: readonly (readonly string[])[]): Context {
  const all = paths.map((path) => normalise(path.join(' ')));
  const has = (pattern: RegExp) => all.some((text) => pattern.test(text));
  const savings = has(/\b(wajib|sukarela|manasuka)\b/);
  const loans = has(/\b(bunga|jasa|tenor|plafon|plafond|angsuran|cicilan|lama kredit)\b/);
  const code = has(/^(kode|kode akun|kode sandi|coa|no akun|kode perkiraan|id rekening)$/);
  const person = has(/\b(anggota|nik|nip|nasabah|nopen|ba|penabung|debitur|induk koperasi)\b/);
  return {
    savings,
    loans,
    code,
    member: person || (has(/^nama$/) && !code && (savings || loans || has(/\b(tgl|tanggal)\b/))),
    terms: has(/\b(tenor|lama|jangka waktu|jkw|jw)\b/) && !has(/\b(plafon|plafond|pinjaman|kredit)$/),
    chart: has(/\b(akun|perkiraan|sandi|rekening|coa)\b/) && !has(/\banggota\b/),
  };
}

function inContext(meanings: readonly Meaning[], path: readonly string[], context: Context): Meaning[] {
  const text = normalise(path.join(' '));
  return meanings
    .map((meaning): Meaning => {
      if (text === 'pokok' && !context.savings && context.loans)
        return { field: context.terms ? 'loanAmount' : 'loanPaid', weight: 80 };
      // `nama` and `kode` beside account words name the account, not a person.
      if (meaning.field === 'name' && context.code && !context.member && text === 'nama') {
        return { field: 'accountName', weight: 90 };
      }
      if (meaning.field === 'savingsKind' && text === 'jenis' && context.chart)
        return { field: 'normalSide', weight: 66 };
      if (meaning.field === 'amount' && context.loans && context.member && /^nominal/.test(text)) {
        return { field: 'loanAmount', weight: 70 };
      }
      if (CHART_ONLY.has(meaning.field) && context.member) return { ...meaning, weight: meaning.weight - 40 };
      if (meaning.field === 'name' && context.chart && context.code) return { ...meaning, weight: meaning.weight - 30 };
      if (meaning.field === 'accountNo' && context.chart && !context.member)
        return { ...meaning, weight: meaning.weight - 30 };
      return meaning;
    })
    .concat(underLoans(text), bySurroundings(text, context))
    .filter((meaning) => meaning.weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

const CHART_ONLY: ReadonlySet<Field> = new Set<Field>([
  'accountCode',
  'accountName',
  'parentCode',
  'normalSide',
  'category',
  'openingBalance',
]);

/** Words that only their surroundings explain: a total among savings, an `uraian` beside account codes. */
function bySurroundings(text: string, context: Context): Meaning[] {
  if (/^(total|jumlah|jml)$/.test(text) && context.savings && !context.loans)
    return [{ field: 'totalSavings', weight: 78 }];
  if (/^(uraian|keterangan)$/.test(text) && context.code && !context.member)
    return [{ field: 'accountName', weight: 84 }];
  return [];
}

/** `PINJAMAN / POKOK` of a deduction list is the principal part of the instalment, never a principal saving. */
function underLoans(text: string): Meaning[] {
  return /\b(pinjaman|angsuran|kredit|cicilan)\b.*\bpokok$/.test(text) ? [{ field: 'loanPaid', weight: 104 }] : [];
}
