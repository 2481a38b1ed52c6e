/** An account number: the product's code and a running number, such as `SS-000123`. */
export function accountNumber(productCode: string, sequence: bigint): string {
  return `${productCode}-${sequence.toString().padStart(6, '0')}`;
}
