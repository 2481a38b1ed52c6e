/** Instalments that fell due and are not wholly paid, the oldest first. Changed in place as money comes in. */
export type Arrears = { interestSen: bigint; principalSen: bigint }[];

/** Principal that fell due and is not paid. */
export function arrearsPrincipal(arrears: Arrears): bigint {
  return arrears.reduce((sum, { principalSen }) => sum + principalSen, 0n);
}

/** Pays the oldest instalment's interest, then its principal, then the next one; returns what is over. */
export function payArrears(arrears: Arrears, amountSen: bigint): bigint {
  let left = amountSen;
  for (const oldest of arrears) {
    const interest = left < oldest.interestSen ? left : oldest.interestSen;
    oldest.interestSen -= interest;
    left -= interest;
    const principal = left < oldest.principalSen ? left : oldest.principalSen;
    oldest.principalSen -= principal;
    left -= principal;
  }
  return left;
}
