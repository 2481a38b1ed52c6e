import { type BusinessDate, daysBetween } from '#kernel/dates';
import { foldText, referencesOf, shared, wordsOf } from './words.ts';

/** A movement of one side, the bank's or the books', as it is compared. `amountSen` above zero: the bank balance rose. */
export type Side = {
  readonly id: string;
  readonly on: BusinessDate;
  readonly amountSen: bigint;
  readonly text: string;
  /** It has its partner already; it is here to tell a double from a newcomer. */
  readonly matched: boolean;
};

/** One possible partner: points, and why in words. `conflict`: its number names another entry. */
export type Candidate = {
  readonly line: Side;
  readonly entry: Side;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly evidence: boolean;
  readonly conflict: boolean;
};

/** Partners further apart than this are not offered. */
export const PAIR_DAYS_MAX = 31;
const CERTAIN_DAYS_MAX = 3;
const CERTAIN_DAYS_WITH_NUMBER = 10;
/** How much better than the second best a certain partner must be. */
const CERTAIN_LEAD = 10;
const CERTAIN_SCORE = 55;

type Read = {
  readonly side: Side;
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly key: string;
};

/** Every pair of equal amounts, the likeliest first. Both sides may hold matched ones. */
export function candidatesOf(lines: readonly Side[], entries: readonly Side[]): Candidate[] {
  const readEntries = entries.map(read);
  const numbered = new Map<string, Read[]>();
  for (const entry of readEntries)
    for (const number of entry.numbers) numbered.set(number, [...(numbered.get(number) ?? []), entry]);
  const byAmount = Map.groupBy(readEntries, (entry) => entry.side.amountSen);
  const found = lines.map(read).flatMap((line) =>
    (byAmount.get(line.side.amountSen) ?? []).flatMap((entry) => {
      const candidate = compare(line, entry, numbered);
      return candidate ? [candidate] : [];
    }),
  );
  return found.sort((a, b) => b.score - a.score);
}

function read(side: Side): Read {
  return { side, words: wordsOf(side.text), numbers: referencesOf(side.text, side.amountSen), key: keyOf(side) };
}

/** Two movements with this in common cannot be told apart: the same day, amount and words. */
export function keyOf({ on, amountSen, text }: Side): string {
  return `${on}|${amountSen}|${foldText(text)}`;
}

function compare(line: Read, entry: Read, numbered: ReadonlyMap<string, readonly Read[]>): Candidate | undefined {
  const days = Math.abs(daysBetween(line.side.on, entry.side.on));
  if (days > PAIR_DAYS_MAX) return undefined;
  const numbers = shared(line.numbers, entry.numbers);
  const words = shared(line.words, entry.words);
  const conflict =
    numbers.length === 0 && [...line.numbers].some((number) => namesAnother(numbered.get(number), entry));
  const score =
    40 + datePoints(days) + (numbers.length > 0 ? 35 : 0) + Math.min(20, words.length * 5) - (conflict ? 40 : 0);
  const reasons = ['jumlah sama', days === 0 ? 'tanggal sama' : `tanggal beda ${days} hari`];
  if (numbers[0] !== undefined) reasons.push(`nomor ${numbers[0]} sama`);
  if (words.length > 0) reasons.push(`kata sama: ${words.slice(0, 3).join(' ')}`);
  if (conflict) reasons.push('nomornya menunjuk jurnal lain');
  return { line: line.side, entry: entry.side, score, reasons, evidence: numbers.length + words.length > 0, conflict };
}

function namesAnother(named: readonly Read[] | undefined, entry: Read): boolean {
  return named?.some((other) => other.side.id !== entry.side.id) === true;
}

function datePoints(days: number): number {
  if (days === 0) return 30;
  if (days <= CERTAIN_DAYS_MAX) return 26 - 3 * days;
  return days <= 7 ? 8 : 0;
}

/**
 * The pairs that need no second thought: each is the other's best partner by a clear lead, near in time, and no number speaks
 * against it. Movements that cannot be told apart are paired one by one, so that of a doubled line the second stays alone.
 */
export function certainPairs(candidates: readonly Candidate[]): Candidate[] {
  const ofLine = Map.groupBy(candidates, (candidate) => candidate.line.id);
  const ofEntry = Map.groupBy(candidates, (candidate) => candidate.entry.id);
  const taken = new Set<string>();
  for (const { line, entry } of candidates) {
    if (line.matched) taken.add(line.id);
    if (entry.matched) taken.add(entry.id);
  }
  const ordered = [...candidates].sort(
    (a, b) => b.score - a.score || (a.line.id < b.line.id ? -1 : 1) || (a.entry.id < b.entry.id ? -1 : 1),
  );
  return ordered.filter((candidate) => {
    if (taken.has(candidate.line.id) || taken.has(candidate.entry.id) || !isClear(candidate)) return false;
    if (!leads(candidate, ofLine.get(candidate.line.id) ?? [], 'entry')) return false;
    if (!leads(candidate, ofEntry.get(candidate.entry.id) ?? [], 'line')) return false;
    taken.add(candidate.line.id);
    taken.add(candidate.entry.id);
    return true;
  });
}

function isClear({ line, entry, score, reasons, conflict }: Candidate): boolean {
  if (conflict || score < CERTAIN_SCORE) return false;
  const days = Math.abs(daysBetween(line.on, entry.on));
  const numbered = reasons.some((reason) => reason.startsWith('nomor '));
  return days <= (numbered ? CERTAIN_DAYS_WITH_NUMBER : CERTAIN_DAYS_MAX);
}

// All others that could take the place are clearly worse, or cannot be told from the one that has it.
function leads(candidate: Candidate, rivals: readonly Candidate[], other: 'line' | 'entry'): boolean {
  const key = keyOf(candidate[other]);
  return rivals.every(
    (rival) => rival === candidate || keyOf(rival[other]) === key || candidate.score - rival.score >= CERTAIN_LEAD,
  );
}
