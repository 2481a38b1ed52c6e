import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { checkContractOpen } from './disbursement.ts';

type Role = 'borrower' | 'spouse' | 'guarantor' | 'cooperative' | 'witness';
type Given = { readonly role: Role; readonly name: string };

/** Who has to sign before a contract binds: the borrower, and every guarantor by name. Spouse and witnesses sign where there are any. */
export function missingSigners(given: readonly Given[], guarantors: readonly string[]): Given[] {
  const has = (role: Role, name?: string) =>
    given.some((one) => one.role === role && (name === undefined || sameName(one.name, name)));
  const borrower: Given[] = has('borrower') ? [] : [{ role: 'borrower', name: '' }];
  return [
    ...borrower,
    ...guarantors.filter((name) => !has('guarantor', name)).map((name) => ({ role: 'guarantor' as const, name })),
  ];
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/**
 * Refuses a signature that cannot be. Errors: `loan_cancelled`, `loan_closed`, `signed_in_future`, `signed_before_drawn`, `signed_already`.
 */
export function checkSignature(
  loan: { readonly number: string; readonly status: string; readonly drawnOn: BusinessDate },
  given: readonly Given[],
  asked: Given & { readonly signedOn: BusinessDate; readonly today: BusinessDate },
): void {
  checkContractOpen(loan);
  if (asked.signedOn > asked.today) {
    throw fieldError('signedOn', 'signed_in_future', 'Tanggal tanda tangan belum tiba');
  }
  if (asked.signedOn < loan.drawnOn) {
    throw fieldError('signedOn', 'signed_before_drawn', 'Tanggal tanda tangan tidak boleh sebelum perjanjian dibuat');
  }
  const twice = given.some(
    (one) => one.role === asked.role && (asked.role === 'borrower' || sameName(one.name, asked.name)),
  );
  if (twice) throw new DomainError('conflict', 'signed_already', `${asked.name} sudah menandatangani perjanjian ini`);
}
