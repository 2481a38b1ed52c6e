import { z } from 'zod';
import { storeFile, storeImage } from '#documents';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import type { Scope } from '#kernel/scope';
import { lockAccounts } from '#ledger';
import { checkSignature, missingSigners } from '../rules/signing.ts';
import { insertLoanEvents } from '../store/events.ts';
import { requireLoan, updateLoan } from '../store/loans.ts';
import { securityBehind } from '../store/security.ts';
import { insertSignature, readSignatures, SIGNATURE_ROLES, type SignatureRole } from '../store/signatures.ts';

/** A signature as the page or API sends it; `content` is base64 of a drawing, a photo or a PDF. */
export const SignInput = z.strictObject({
  loanId: idField,
  role: z.enum(SIGNATURE_ROLES),
  name: textField(120),
  way: z.enum(['screen', 'paper']),
  signedOn: dateField.optional(),
  content: z.base64().optional(),
});

/** The largest paper that is kept, in bytes. */
export const SIGNED_PAPER_BYTES_MAX = 12 * 1024 * 1024;
const DRAWING_PIXELS = 800;
const PAPER_PIXELS = 2000;

/**
 * Records one signature under a contract. When borrower and all guarantors have signed, the contract binds. Errors: `loan_unknown`,
 * those of `checkSignature`, `signature_drawing_missing`, `signature_format`, `signature_too_large`, those of `storeImage`.
 */
export const signLoan = command({
  name: 'loans.sign',
  permission: 'loans.contract',
  input: SignInput,
  run: (scope, { signedOn, content, ...asked }) =>
    signStep(scope, {
      ...asked,
      signedOn: signedOn ?? scope.today,
      ...(content === undefined ? {} : { bytes: Buffer.from(content, 'base64') }),
    }),
});

/** A signature inside the program. */
export type SignStep = {
  readonly loanId: string;
  readonly role: SignatureRole;
  readonly name: string;
  readonly way: 'screen' | 'paper';
  readonly signedOn: BusinessDate;
  readonly bytes?: Buffer;
};

/** Step: as `loans.sign`. Answers whether the contract is signed by all who must. */
export async function signStep(scope: Scope, asked: SignStep): Promise<{ id: string; complete: boolean }> {
  await lockAccounts(scope, [asked.loanId]);
  const loan = await requireLoan(scope, asked.loanId);
  const given = (await readSignatures(scope, loan.id)).filter(({ version }) => version === loan.version);
  checkSignature(loan, given, { ...asked, today: scope.today });
  const fileId = await keptPaper(scope, asked);
  const { role, name, way, signedOn } = asked;
  const id = await insertSignature(scope, loan.id, { version: loan.version, role, name, way, signedOn, fileId });
  const { guarantors } = await securityBehind(scope, { loanId: loan.id, applicationId: loan.applicationId });
  const missing = missingSigners(
    [...given, { role, name }],
    guarantors.map((one) => one.name),
  );
  const complete = missing.length === 0;
  if (complete && loan.status === 'drawn') {
    await updateLoan(scope, loan.id, { status: 'signed', signedOn });
    await insertLoanEvents(scope, [{ loanId: loan.id, kind: 'signed', on: signedOn, version: loan.version }]);
  }
  return { id, complete };
}

/** Keeps a drawing, a photo or a PDF. The first bytes decide what it is, never its name. */
async function keptPaper(scope: Scope, { way, bytes }: SignStep): Promise<string | null> {
  if (!bytes || bytes.length === 0) {
    if (way === 'paper') return null;
    throw refusedFile(
      'signature_drawing_missing',
      'Gambar tanda tangannya belum ada. Tanda tangani dulu di layar, atau pilih di kertas',
    );
  }
  if (bytes.length > SIGNED_PAPER_BYTES_MAX) {
    throw refusedFile('signature_too_large', 'Berkas terlalu besar. Paling besar 12 MB');
  }
  if (way === 'paper' && bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return (await storeFile(scope, { kind: 'loan_contract', type: 'application/pdf', bytes })).id;
  }
  if (bytes.length < 12) throw refusedFile('signature_format', 'Pilih foto (JPEG, PNG, WebP) atau berkas PDF');
  const kind = way === 'screen' ? 'loan_signature' : 'loan_contract';
  return (await storeImage(scope, { kind, bytes, sizePixels: way === 'screen' ? DRAWING_PIXELS : PAPER_PIXELS })).id;
}

function refusedFile(reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan, [{ field: 'content', code: reason, pesan }]);
}
