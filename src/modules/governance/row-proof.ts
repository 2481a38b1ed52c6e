import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/input';

/** Before the first row of a book and year stands this. */
export const FIRST_PROOF = Buffer.alloc(32);

/** What a row's proof is made over. Instants as RFC 3339 with milliseconds. */
export type ProvedRow = {
  readonly cooperativeId: string;
  readonly id: string;
  readonly book: string;
  readonly year: number;
  readonly number: number;
  readonly entryOn: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly memberId: string | null;
  readonly fileId: string | null;
  readonly correctsId: string | null;
  readonly correctionReason: string | null;
  readonly enteredAt: string;
  readonly enteredBy: string;
  readonly enteredByName: string;
};

/** SHA-256 of a row and of the proof of the row before it. */
export function rowProof(row: ProvedRow, previous: Buffer): Buffer {
  const { cooperativeId, id, book, year, number, entryOn, fields, memberId, fileId, correctsId } = row;
  const { correctionReason, enteredAt, enteredBy, enteredByName } = row;
  const exact = {
    ...{ cooperativeId, id, book, year, number, entryOn, fields, memberId, fileId, correctsId },
    ...{ correctionReason, enteredAt, enteredBy, enteredByName },
    previous: previous.toString('hex'),
  };
  return createHash('sha256').update(canonicalJson(exact)).digest();
}

/** A row with the proofs it carries. */
export type ChainedRow = ProvedRow & { readonly previousHash: Buffer; readonly rowHash: Buffer };

/**
 * The number at which a year's rows, in their order from number 1, stop proving each other; null when all do. `head`: what the register says
 * of its last row. A row that is missing at the end is told as the number after the last.
 */
export function firstBroken(
  rows: readonly ChainedRow[],
  head: { lastNumber: number; lastHash: Buffer } | undefined,
): number | null {
  let previous: Buffer = FIRST_PROOF;
  let expected = 1;
  for (const row of rows) {
    const sound =
      row.number === expected && row.previousHash.equals(previous) && row.rowHash.equals(rowProof(row, previous));
    if (!sound) return expected;
    previous = row.rowHash;
    expected += 1;
  }
  const last = head ?? { lastNumber: 0, lastHash: FIRST_PROOF };
  return last.lastNumber === expected - 1 && last.lastHash.equals(previous) ? null : expected;
}
