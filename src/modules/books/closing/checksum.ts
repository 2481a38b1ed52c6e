import { createHash } from 'node:crypto';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { chartBalances, type LineBalance } from '#ledger';

/**
 * SHA-256 of a trial balance: one line `code|debit|credit` for every chart line that is not zero, by code, decimal amounts, each ended by a line
 * feed. Anyone can compute it again from the printed trial balance.
 */
export function trialBalanceChecksum(lines: readonly Pick<LineBalance, 'code' | 'amountSen'>[]): string {
  const text = lines
    .filter(({ amountSen }) => amountSen !== 0n)
    .map(({ code, amountSen }) => {
      const [debit, credit] = amountSen > 0n ? [amountSen, 0n] : [0n, -amountSen];
      return `${code}|${formatDecimal(debit)}|${formatDecimal(credit)}\n`;
    })
    .sort()
    .join('');
  return createHash('sha256').update(text).digest('hex');
}

/** The checksum of the whole cooperative's trial balance before a date. */
export async function checksumBefore(scope: QueryScope, before: BusinessDate): Promise<string> {
  return trialBalanceChecksum(await chartBalances(scope, { before }));
}
