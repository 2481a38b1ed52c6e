import { DomainError } from '#kernel/errors';

/** What may be pledged (agunan). */
export const COLLATERAL_KINDS = ['bpkb', 'shm', 'sk_pegawai', 'savings_pledge', 'gold', 'other'] as const;
export type CollateralKind = (typeof COLLATERAL_KINDS)[number];

/** Its place in the register: there, given back for good, or taken over by the cooperative (AYDA). */
export type CollateralStatus = 'active' | 'returned' | 'foreclosed';

/** What a pledge stands for now. A loan that was written off still owes, so its collateral stays. */
export type PledgedTo = {
  readonly number: string | null;
  readonly loanStatus: 'drawn' | 'signed' | 'active' | 'settled' | 'written_off' | 'cancelled' | null;
};

const SHOWN_CHARACTERS = 4;

/** A paper's number as it is compared: capitals and figures only. */
export function normalisePaperNumber(text: string): string {
  return text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}

/** What everybody with the right to read loans may see of a paper's number: `•••• 4521`. Short numbers are hidden whole. */
export function paperHint(normalised: string): string {
  return normalised.length < 2 * SHOWN_CHARACTERS ? '••••' : `•••• ${normalised.slice(-SHOWN_CHARACTERS)}`;
}

/** The label of the n-th collateral, which stands on the envelope of its papers. */
export function collateralLabel(sequence: bigint): string {
  return `AG-${sequence.toString().padStart(6, '0')}`;
}

/** Whether what a pledge stands for is over: a loan paid or never paid out. A pledge for an application alone can be lifted any time. */
export function mayRelease({ loanStatus }: PledgedTo): boolean {
  return loanStatus === null || loanStatus === 'settled' || loanStatus === 'cancelled';
}

/** Refuses to lift a pledge while its loan owes. Error: `loan_still_running`. */
export function checkRelease(pledge: PledgedTo): void {
  if (mayRelease(pledge)) return;
  throw new DomainError(
    'refused',
    'loan_still_running',
    `Agunan ini menjamin pinjaman ${pledge.number ?? ''} yang belum lunas. Lunasi dulu pinjamannya`,
  );
}

/** Refuses what is no longer in the register. Error: `collateral_not_active`. */
export function checkActive(collateral: { readonly label: string; readonly status: CollateralStatus }): void {
  if (collateral.status === 'active') return;
  const why = collateral.status === 'returned' ? 'sudah dikembalikan' : 'sudah diambil alih koperasi';
  throw new DomainError('refused', 'collateral_not_active', `Agunan ${collateral.label} ${why}`);
}
