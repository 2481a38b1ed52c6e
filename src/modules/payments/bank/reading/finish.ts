import { hash } from 'node:crypto';
import { dateText } from '#documents';
import { rupiahText, sumSen } from '#kernel/money';
import { refuseStatement } from './refusals.ts';
import {
  LINES_MAX,
  type RawLine,
  type RawStatement,
  type Statement,
  type StatementLine,
  type StatementWarning,
} from './types.ts';

/** At most this many warnings of one kind are written out; the rest is counted. */
const SAME_WARNINGS_MAX = 20;

/**
 * What every reader ends with: puts the lines in the bank's order (earliest first), fills in the balances that follow from
 * the others, checks that everything adds up, and numbers the lines. Errors: `statement_too_long`.
 */
export function finishStatement(raw: RawStatement): Statement {
  if (raw.lines.length > LINES_MAX) throw refuseStatement('statement_too_long');
  const ordered = raw.format === 'csv' || raw.format === 'xlsx' ? inOrder(raw.lines) : raw.lines;
  const first = ordered[0];
  const last = ordered.at(-1);
  const openingSen =
    raw.openingSen ?? (first?.balanceAfterSen == null ? null : first.balanceAfterSen - first.amountSen);
  const closingSen = raw.closingSen ?? last?.balanceAfterSen ?? null;
  const dates = ordered.map((line) => line.bookedOn).sort();
  const statement = {
    format: raw.format,
    bank: raw.bank,
    accountNumber: raw.accountNumber,
    currency: raw.currency,
    from: raw.from ?? dates[0] ?? null,
    to: raw.to ?? dates.at(-1) ?? null,
    openingSen,
    closingSen,
    lines: ordered.map((line, at): StatementLine => ({ ...line, no: at + 1, rawHash: rawHashOf(line) })),
  };
  const found = [
    ...raw.warnings,
    ...balanceWarnings(statement.lines, openingSen, closingSen),
    ...totalWarnings(statement.lines, raw),
    ...dateWarnings(statement.lines, raw),
    ...twiceWarnings(statement.lines),
    ...zeroWarnings(statement.lines),
  ];
  return { ...statement, warnings: shortened(found) };
}

/** The hash of what makes a line this line: its date, amount, words and balance. */
export function rawHashOf(line: Omit<RawLine, 'row' | 'valueOn'>): string {
  const { bookedOn, amountSen, description, counterparty, reference, balanceAfterSen } = line;
  const words = [description, counterparty ?? '', reference ?? ''].map((text) =>
    text.replace(/\s+/g, ' ').trim().toUpperCase(),
  );
  return hash('sha256', [bookedOn, `${amountSen}`, ...words, `${balanceAfterSen ?? ''}`].join('\n'));
}

// Many banks print the newest line first. The running balance says which way time goes; without one, the dates do.
function inOrder(lines: readonly RawLine[]): readonly RawLine[] {
  const turned = [...lines].reverse();
  const [asWritten, asTurned] = [breaksIn(lines), breaksIn(turned)];
  if (asWritten !== asTurned) return asWritten < asTurned ? lines : turned;
  const falls = steps(lines, (a, b) => b.bookedOn < a.bookedOn);
  const rises = steps(lines, (a, b) => b.bookedOn > a.bookedOn);
  const startsLate = (lines[0]?.bookedOn ?? '') > (lines.at(-1)?.bookedOn ?? '');
  return startsLate && falls > rises ? turned : lines;
}

function breaksIn(lines: readonly RawLine[]): number {
  return steps(
    lines,
    (a, b) =>
      a.balanceAfterSen !== null && b.balanceAfterSen !== null && a.balanceAfterSen + b.amountSen !== b.balanceAfterSen,
  );
}

function steps(lines: readonly RawLine[], test: (a: RawLine, b: RawLine) => boolean): number {
  let count = 0;
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before && test(before, line)) count += 1;
  }
  return count;
}

function balanceWarnings(
  lines: readonly StatementLine[],
  openingSen: bigint | null,
  closingSen: bigint | null,
): StatementWarning[] {
  const warnings: StatementWarning[] = [];
  let running = openingSen;
  for (const line of lines) {
    if (running !== null) running += line.amountSen;
    if (line.balanceAfterSen === null) continue;
    if (running !== null && running !== line.balanceAfterSen) {
      const differenceSen = line.balanceAfterSen - running;
      const text = `Baris ${line.row}: saldo menurut bank ${rupiahText(line.balanceAfterSen)}, menurut hitungan ${rupiahText(running)}, selisih ${rupiahText(differenceSen)}`;
      warnings.push({ code: 'balance_break', text, row: line.row, differenceSen });
    }
    running = line.balanceAfterSen;
  }
  if (running === null || closingSen === null) {
    if (lines.length === 0) return warnings;
    const text = 'Berkas ini tidak memuat saldo, jadi baris yang hilang atau ganda tidak bisa diketahui dari saldonya';
    return openingSen === null && closingSen === null
      ? [...warnings, { code: 'no_balance', text, row: null, differenceSen: null }]
      : warnings;
  }
  if (running !== closingSen) {
    const differenceSen = closingSen - running;
    const text = `Saldo akhir menurut bank ${rupiahText(closingSen)}, menurut hitungan ${rupiahText(running)}, selisih ${rupiahText(differenceSen)}`;
    warnings.push({ code: 'closing_differs', text, row: null, differenceSen });
  }
  return warnings;
}

function totalWarnings(lines: readonly StatementLine[], raw: RawStatement): StatementWarning[] {
  const sums = [
    ['debit', raw.debitTotalSen, -sumSen(lines.filter((line) => line.amountSen < 0n).map((line) => line.amountSen))],
    ['kredit', raw.creditTotalSen, sumSen(lines.filter((line) => line.amountSen > 0n).map((line) => line.amountSen))],
  ] as const;
  return sums.flatMap(([side, stated, counted]): StatementWarning[] => {
    if (stated === null || stated === undefined || stated === counted) return [];
    const differenceSen = stated - counted;
    const text = `Jumlah mutasi ${side} menurut bank ${rupiahText(stated)}, menurut baris ${rupiahText(counted)}, selisih ${rupiahText(differenceSen)}`;
    return [{ code: 'total_differs', text, row: null, differenceSen }];
  });
}

function dateWarnings(lines: readonly StatementLine[], raw: RawStatement): StatementWarning[] {
  const warnings: StatementWarning[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before && line.bookedOn < before.bookedOn) {
      const text = `Baris ${line.row}: tanggal ${dateText(line.bookedOn, true)} lebih awal daripada baris sebelumnya (${dateText(before.bookedOn, true)}). Periksa tahun dan tanggalnya`;
      warnings.push({ code: 'dates_backwards', text, row: line.row, differenceSen: null });
    }
    if ((raw.from && line.bookedOn < raw.from) || (raw.to && line.bookedOn > raw.to)) {
      const text = `Baris ${line.row}: tanggal ${dateText(line.bookedOn, true)} di luar masa berkas ini`;
      warnings.push({ code: 'outside_period', text, row: line.row, differenceSen: null });
    }
  }
  return warnings;
}

// Two equal payments of one day have two balances after them. Equal words with an equal balance, or with none, are suspect.
function twiceWarnings(lines: readonly StatementLine[]): StatementWarning[] {
  const seen = new Map<string, StatementLine>();
  const warnings: StatementWarning[] = [];
  for (const line of lines) {
    const earlier = line.amountSen === 0n ? undefined : seen.get(line.rawHash);
    if (earlier) {
      const text = `Baris ${line.row} sama dengan baris ${earlier.row} (${rupiahText(line.amountSen)}). Mungkin tercatat dua kali oleh bank`;
      warnings.push({ code: 'line_twice', text, row: line.row, differenceSen: line.amountSen });
    } else seen.set(line.rawHash, line);
  }
  return warnings;
}

function zeroWarnings(lines: readonly StatementLine[]): StatementWarning[] {
  const zero = lines.filter((line) => line.amountSen === 0n);
  const first = zero[0];
  if (!first) return [];
  const text = `${zero.length} baris tanpa jumlah hanya berisi keterangan dan tidak diambil`;
  return [{ code: 'zero_amount', text, row: first.row, differenceSen: null }];
}

function shortened(warnings: readonly StatementWarning[]): StatementWarning[] {
  const counts = new Map<string, number>();
  const kept = warnings.filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= SAME_WARNINGS_MAX;
  });
  const rest = [...counts].flatMap(([code, count]) => {
    const like = warnings.find((warning) => warning.code === code);
    if (!like || count <= SAME_WARNINGS_MAX) return [];
    return [
      { ...like, text: `Masih ada ${count - SAME_WARNINGS_MAX} peringatan yang sama`, row: null, differenceSen: null },
    ];
  });
  return [...kept, ...rest];
}
