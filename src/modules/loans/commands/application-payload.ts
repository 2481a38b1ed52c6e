import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/input';
import { formatDecimal } from '#kernel/money';
import type { ProductTermsJson } from '../terms.ts';

/** What a committee decides on: nothing of it may change between the first vote and the contract. */
export type DecidedPayload = {
  readonly memberId: string;
  readonly productId: string;
  readonly amountSen: bigint;
  readonly tenor: number;
  readonly terms: ProductTermsJson;
  readonly conditions: readonly string[];
};

/** SHA-256 in hex of what is decided; a vote names it. */
export function payloadHash(payload: DecidedPayload): string {
  const { amountSen, ...rest } = payload;
  return createHash('sha256')
    .update(canonicalJson({ ...rest, amount: formatDecimal(amountSen) }))
    .digest('hex');
}
