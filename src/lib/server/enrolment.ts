import { type HandedCode, issueEnrolmentCode } from '#identity';
import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import { memberDetail, revealPersonal, unmask } from '#members';

/** Written where the member sees who looked at their data. */
const REASON = 'Kode untuk mendaftarkan HP anggota';

/**
 * Makes the code for a member's phone out of what the register says. Opening the phone number is logged like every
 * look behind the mask. Errors: `member_not_found`, `phone_missing`, `permission_missing`, `member_dismissed`.
 */
export async function handOverPhoneCode(
  context: Context,
  memberId: string,
  key: string,
): Promise<HandedCode & { name: string }> {
  const member = await memberDetail(context, { memberId });
  const opened = await unmask(context, { memberId, field: 'phone', reason: REASON }, { key: `${key}:unmask` });
  const { lines } = await revealPersonal(context, { memberId, ticket: opened.result.ticket });
  const phone = lines[0]?.value;
  if (!phone) throw fieldError('checked', 'phone_missing', 'Nomor HP anggota ini belum dicatat');
  const handed = await issueEnrolmentCode(
    context,
    { memberId, fullName: member.fullName, phone, ...(member.birthDate ? { birthDate: member.birthDate } : {}) },
    { key },
  );
  return { ...handed, name: member.fullName };
}
