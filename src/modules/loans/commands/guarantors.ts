import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { normaliseNik, normalisePhone, requireServable } from '#members';
import { indexOf, sealValue } from '../sealed.ts';
import { GuarantorInput, ReleaseGuarantorInput } from '../security-schema.ts';
import {
  endGuarantee,
  insertGuarantor,
  lockGuarantor,
  type NewGuarantor,
  readGuarantors,
} from '../store/guarantors.ts';
import { requireOpenTarget, securityOfInput } from './pledges.ts';

/**
 * Writes who pays when the borrower does not: an active member, or a person from outside. Errors: those of `requireOpenTarget`,
 * `consent_in_future`, `member_not_found`, `member_not_served`, `guarantor_is_borrower`, `guarantor_twice`, `nik_format`, `phone_format`.
 */
export const addGuarantor = command({
  name: 'loans.addGuarantor',
  permission: 'loans.review',
  input: GuarantorInput,
  run: async (scope, input) => ({ id: await addGuarantorStep(scope, input) }),
});

/** Lets a guarantor go. Errors: `guarantor_unknown`, `guarantor_released`, `loan_still_running`. */
export const releaseGuarantor = command({
  name: 'loans.releaseGuarantor',
  permission: 'loans.contract',
  input: ReleaseGuarantorInput,
  async run(scope, { guarantorId, reason }) {
    const guarantor = await lockGuarantor(scope, guarantorId);
    if (!guarantor) throw new DomainError('not_found', 'guarantor_unknown', 'Penjamin ini tidak ada');
    if (guarantor.releasedOn !== null) {
      throw new DomainError('conflict', 'guarantor_released', 'Penjamin ini sudah dibebaskan');
    }
    const { loanStatus } = guarantor;
    if (loanStatus !== null && loanStatus !== 'settled' && loanStatus !== 'cancelled') {
      throw new DomainError(
        'refused',
        'loan_still_running',
        `Pinjaman ${guarantor.number ?? ''} belum lunas, jadi penjaminnya belum bisa dibebaskan`,
      );
    }
    await endGuarantee(scope, guarantorId, reason);
    return { guarantorId };
  },
});

/** Step: as `addGuarantor`. */
export async function addGuarantorStep(scope: Scope, input: GuarantorInput): Promise<string> {
  const of = securityOfInput(input);
  const target = await requireOpenTarget(scope, of);
  if (input.consentedOn > scope.today) {
    throw fieldError('consentedOn', 'consent_in_future', 'Tanggal persetujuan tidak boleh sesudah hari ini');
  }
  const id = newId();
  const person =
    input.memberId === undefined ? sealPerson(scope, id, input.person) : await member(scope, input.memberId);
  if (person.memberId === target.memberId) {
    throw fieldError('memberId', 'guarantor_is_borrower', 'Peminjam tidak bisa menjamin pinjamannya sendiri');
  }
  const there = await readGuarantors(scope, of);
  if (
    there.some(({ memberId, releasedOn }) => releasedOn === null && memberId !== null && memberId === person.memberId)
  ) {
    throw fieldError('memberId', 'guarantor_twice', 'Anggota ini sudah menjadi penjaminnya');
  }
  const { relation, amount: amountSen, consentedOn } = input;
  await insertGuarantor(scope, { id, ...person, relation, amountSen, consentedOn, of });
  return id;
}

type Who = Pick<NewGuarantor, 'memberId' | 'name' | 'sealed'>;

async function member(scope: Scope, memberId: string): Promise<Who> {
  const { id, fullName } = await requireServable(scope, memberId);
  return { memberId: id, name: fullName, sealed: null };
}

function sealPerson(scope: Scope, rowId: string, person: GuarantorInput['person']): Who {
  const { cooperativeId } = scope;
  const nik = normaliseNik(person?.nik ?? '');
  if (!/^[0-9]{16}$/.test(nik)) throw fieldError('person.nik', 'nik_format', 'NIK terdiri dari 16 angka');
  const phone = person?.phone ? normalisePhone(person.phone) : null;
  if (phone === undefined)
    throw fieldError('person.phone', 'phone_format', 'Tulis nomor telepon Indonesia, misalnya 0812');
  return {
    memberId: null,
    name: person?.fullName ?? '',
    sealed: {
      nikCipher: sealValue({ cooperativeId, rowId, column: 'nik' }, nik),
      nikIndex: indexOf(cooperativeId, 'nik', nik),
      phoneCipher: phone === null ? null : sealValue({ cooperativeId, rowId, column: 'phone' }, phone),
    },
  };
}
