/** An amount for a sentence, such as "Rp 1.250.000" or "Rp 10.191,78". In sen. */
export function rupiahWords(amountSen: bigint): string {
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  const whole = (magnitude / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = magnitude % 100n;
  const decimals = rest === 0n ? '' : `,${rest.toString().padStart(2, '0')}`;
  return `${amountSen < 0n ? '-' : ''}Rp ${whole}${decimals}`;
}
