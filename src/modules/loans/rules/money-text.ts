/** An amount for a sentence, such as "Rp 1.250.000" or "Rp 10.191,78". In sen. */
export function rupiahWords(amountSen: bigint): string {
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  const grouped = (magnitude / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = magnitude % 100n;
  return `${amountSen < 0n ? '-' : ''}Rp ${grouped}${rest === 0n ? '' : `,${rest.toString().padStart(2, '0')}`}`;
}
