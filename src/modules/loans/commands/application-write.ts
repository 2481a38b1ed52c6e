import { standingOf } from '#identity';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { membersByNumber, requireServable } from '#members';
import { checkApplication } from '../queries/application-check.ts';
import { requireStage } from '../rules/application-stage.ts';
import { requireNotOwn } from '../rules/committee.ts';
import { requireNoHard } from '../rules/eligibility.ts';
import { insertApplicationEvent } from '../store/application-trail.ts';
import {
  type Application,
  applicationsOfMember,
  drawApplicationNumber,
  expireRows,
  insertApplication,
  lockApplication,
  type OfferedGuarantor,
  requireApplication,
  updateApplication,
} from '../store/applications.ts';
import { requireLoanProduct } from '../store/products.ts';

/**
 * Step: begins an application of a product that is offered. Errors: `member_not_found`, `member_not_served`, `loan_product_unknown`,
 * `loan_product_retired`, `application_open`.
 */
export async function beginApplication(
  scope: Scope,
  of: { memberId: string; productId: string; channel: 'phone' | 'office' },
): Promise<string> {
  await requireServable(scope, of.memberId);
  const product = await requireLoanProduct(scope, of.productId, scope.today);
  if (product.status !== 'active') {
    throw new DomainError('refused', 'loan_product_retired', 'Jenis pinjaman ini sudah tidak ditawarkan');
  }
  for (const id of await expireRows(scope, of.memberId)) {
    await insertApplicationEvent(scope, { applicationId: id, kind: 'expired' });
  }
  const id = newId();
  try {
    await insertApplication(scope, { id, ...of });
  } catch (error) {
    if (constraintOf(error) === 'application_open') throw applicationOpen();
    throw error;
  }
  await insertApplicationEvent(scope, { applicationId: id, kind: 'started' });
  return id;
}

/** The application of a product that a member has open, if any. */
export async function openApplicationOf(
  scope: Scope,
  memberId: string,
  productId: string,
): Promise<Application | undefined> {
  const own = await applicationsOfMember(scope, memberId);
  const ended = ['rejected', 'withdrawn', 'expired', 'contracted'];
  return own.find((one) => one.productId === productId && !ended.includes(one.status));
}

/** The refusal when a member already has an application of this product open. */
export function applicationOpen(): DomainError {
  const pesan = 'Masih ada permohonan jenis ini yang berjalan. Tunggu putusannya, atau batalkan dulu';
  return new DomainError('conflict', 'application_open', pesan);
}

/**
 * Step: sends an application: checks it against product, law and the member's standing, and gives it its number. Errors: every hard check
 * of `rules/eligibility.ts`, `application_decided`, `application_stage`.
 */
export async function sendApplication(scope: Scope, id: string): Promise<{ number: string; warnings: string[] }> {
  const application = await lockApplication(scope, id);
  requireStage(application.status, 'submit');
  await requireServable(scope, application.memberId);
  if (application.amountSen === null || application.tenor === null || application.purpose === null) {
    throw new DomainError('invalid', 'application_incomplete', 'Isi dulu jumlah, lama, dan tujuan pinjaman');
  }
  const { product, findings } = await checkApplication(scope, application);
  if (product.status !== 'active') {
    throw new DomainError('refused', 'loan_product_retired', 'Jenis pinjaman ini sudah tidak ditawarkan');
  }
  requireNoHard(findings);
  const number = await drawApplicationNumber(scope);
  await updateApplication(scope, id, {
    number,
    status: 'submitted',
    step: 'review',
    submittedOn: scope.today,
    consentedAt: scope.now.toISOString(),
  });
  await insertApplicationEvent(scope, { applicationId: id, kind: 'submitted' });
  return { number, warnings: findings.map(({ code }) => code) };
}

/**
 * Step: guarantors by their member numbers. Errors at `guarantors`: `guarantor_unknown`, `guarantor_not_active`, `guarantor_is_borrower`,
 * `guarantor_twice`.
 */
export async function readGuarantors(
  scope: Scope,
  borrowerId: string,
  numbers: readonly string[],
): Promise<OfferedGuarantor[]> {
  const found = await membersByNumber(scope, numbers);
  const guarantors = numbers.map((number) => {
    const member = found.get(number);
    if (!member) {
      throw fieldError('guarantors', 'guarantor_unknown', `Tidak ada anggota bernomor ${number}. Periksa nomornya`);
    }
    if (member.id === borrowerId) {
      throw fieldError('guarantors', 'guarantor_is_borrower', 'Peminjam tidak bisa menjamin dirinya sendiri');
    }
    if (member.status !== 'active') {
      throw fieldError('guarantors', 'guarantor_not_active', `Anggota ${number} tidak aktif. Pilih penjamin lain`);
    }
    return { memberId: member.id, number: member.number, name: member.fullName };
  });
  if (new Set(guarantors.map(({ memberId }) => memberId)).size < guarantors.length) {
    throw fieldError('guarantors', 'guarantor_twice', 'Penjamin yang sama ditulis dua kali');
  }
  return guarantors;
}

/** Collateral of an input as it is kept: its value as a decimal string. */
export function offeredCollateral(
  items: readonly { kind: string; description: string; value: bigint }[],
): Application['collateral'] {
  return items.map(({ kind, description, value }) => ({ kind, description, value: formatDecimal(value) }));
}

/** Step: refuses when the staff person who acts is the borrower. Error: `own_application`. Answers who acts, as a voter is known. */
export async function requireOthersApplication(
  scope: Scope,
  application: { readonly memberId: string },
): Promise<{ personId: string; memberId: string | null }> {
  const { actor } = scope.context;
  const standing = (await standingOf(scope, [actor.personId])).get(actor.personId);
  const person = { personId: actor.personId, memberId: actor.memberId ?? standing?.memberId ?? null };
  requireNotOwn(person, application);
  return person;
}

/** Step: takes an application back. Errors: `application_decided`. */
export async function withdrawStep(scope: Scope, id: string, reason: string): Promise<void> {
  const application = await requireApplication(scope, id);
  requireStage(application.status, 'withdraw');
  await updateApplication(scope, id, { status: 'withdrawn' });
  await insertApplicationEvent(scope, { applicationId: id, kind: 'withdrawn', note: reason });
}
