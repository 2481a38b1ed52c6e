export const DISPOSAL_KINDS = ['sale', 'scrap', 'donation', 'loss'] as const;
export type DisposalKind = (typeof DISPOSAL_KINDS)[number];

/** What a disposal comes to, in sen. `resultSen` above zero is a gain, below zero a loss. */
export type DisposalResult = { readonly bookSen: bigint; readonly resultSen: bigint };

/** Proceeds less book value: SAK EP recognises the difference in the surplus of the period (aset tetap, penghentian pengakuan). */
export function disposalResult(asset: {
  readonly costSen: bigint;
  readonly accumulatedSen: bigint;
  readonly proceedsSen: bigint;
}): DisposalResult {
  const bookSen = asset.costSen - asset.accumulatedSen;
  return { bookSen, resultSen: asset.proceedsSen - bookSen };
}

/** A line of an entry by chart code: debit above zero, credit below, in sen. */
export type CodeLine = { readonly code: string; readonly amountSen: bigint };

/**
 * The entry of a disposal: accumulated depreciation and cost leave, the proceeds come in, and the rest is gain or loss. Lines of nothing are
 * left out.
 */
export function disposalLines(facts: {
  readonly costSen: bigint;
  readonly accumulatedSen: bigint;
  readonly proceedsSen: bigint;
  readonly assetCode: string;
  readonly accumulatedCode: string | null;
  readonly proceedsCode: string | null;
  readonly gainCode: string;
  readonly lossCode: string;
}): CodeLine[] {
  const { resultSen } = disposalResult(facts);
  return [
    { code: facts.accumulatedCode ?? '', amountSen: facts.accumulatedSen },
    { code: facts.proceedsCode ?? '', amountSen: facts.proceedsSen },
    { code: resultSen > 0n ? facts.gainCode : facts.lossCode, amountSen: -resultSen },
    { code: facts.assetCode, amountSen: -facts.costSen },
  ].filter(({ amountSen }) => amountSen !== 0n);
}
