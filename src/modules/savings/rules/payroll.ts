/** An account into which a payroll amount may flow. */
export type PayrollTarget = { readonly accountId: string; readonly arrearsSen: bigint; readonly monthlySen: bigint };

/**
 * Splits one deducted amount the way cooperatives do (DOMAIN 3.8): wajib first, its arrears or else one month, the rest to sukarela.
 * Without a sukarela account all goes to wajib, as months paid ahead. Amounts in sen; the parts always sum to the amount.
 */
export function splitPayroll(
  amountSen: bigint,
  mandatory: PayrollTarget | undefined,
  voluntaryId: string | undefined,
): { accountId: string; amountSen: bigint }[] {
  const wanted = mandatory ? (mandatory.arrearsSen > 0n ? mandatory.arrearsSen : mandatory.monthlySen) : 0n;
  const toMandatory = mandatory && voluntaryId === undefined ? amountSen : wanted < amountSen ? wanted : amountSen;
  const parts: { accountId: string; amountSen: bigint }[] = [];
  if (mandatory && toMandatory > 0n) parts.push({ accountId: mandatory.accountId, amountSen: toMandatory });
  if (voluntaryId !== undefined && amountSen > toMandatory) {
    parts.push({ accountId: voluntaryId, amountSen: amountSen - toMandatory });
  }
  return parts;
}
