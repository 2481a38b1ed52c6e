import sql from 'sql-template-tag';
import { constraintOf } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import type { SealedColumns } from '../personal.ts';
import type { ExitKind, MemberStatus } from '../rules/membership.ts';
import { memberWords } from '../rules/search.ts';

/** A new row of the register. */
export type NewMember = SealedColumns & {
  readonly id: string;
  readonly number: string | null;
  readonly kind: 'full' | 'associate';
  readonly fullName: string;
  readonly sex: 'male' | 'female' | null;
  readonly birthPlace: string | null;
  readonly birthDate: BusinessDate | null;
  readonly nikWarning: string | null;
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly occupation: string | null;
  readonly employer: string | null;
  readonly workUnit: string | null;
  readonly status: MemberStatus;
};

/** A member locked for a change, with the cycle in force. */
export type LockedMember = NewMember & {
  readonly cycle: number;
  readonly version: number;
  readonly activatedOn: BusinessDate | null;
  readonly exitKind: ExitKind | null;
  readonly lastStepOn: BusinessDate;
};

/** Adds members and the words they are found by, any number in two statements. Errors: `nik_taken`, `number_taken`. */
export async function insertMembers(scope: Scope, members: readonly NewMember[]): Promise<void> {
  if (members.length === 0) return;
  await naming(
    scope.tx.run(sql`
      insert into members.member (cooperative_id, id, number, kind, full_name, sex, birth_place, birth_date, nik_cipher,
                                  nik_index, nik_warning, phone_cipher, phone_index, address_cipher, region_code,
                                  region_name, occupation, employer, work_unit, status, registered_at)
      select ${scope.cooperativeId}::uuid, r.id, r.number, r.kind, r."fullName", r.sex, r."birthPlace", r."birthDate",
             r."nikCipher", r."nikIndex", r."nikWarning", r."phoneCipher", r."phoneIndex", r."addressCipher",
             r."regionCode", r."regionName", r.occupation, r.employer, r."workUnit", r.status, ${scope.now}::timestamptz
        from json_to_recordset(${JSON.stringify(members)}::json) as r(id uuid, number text, kind text, "fullName" text,
             sex text, "birthPlace" text, "birthDate" date, "nikCipher" text, "nikIndex" text, "nikWarning" text,
             "phoneCipher" text, "phoneIndex" text, "addressCipher" text, "regionCode" text, "regionName" text,
             occupation text, employer text, "workUnit" text, status text)`),
  );
  await insertWords(scope, members);
}

/** Locks a member. Error: `member_not_found`. */
export async function lockMember(scope: Scope, memberId: string): Promise<LockedMember> {
  const found = await scope.tx.maybe<LockedMember>(sql`
    select m.id, m.number, m.kind, m.full_name as "fullName", m.sex, m.birth_place as "birthPlace",
           m.birth_date as "birthDate", m.nik_cipher as "nikCipher", m.nik_index as "nikIndex",
           m.nik_warning as "nikWarning", m.phone_cipher as "phoneCipher", m.phone_index as "phoneIndex",
           m.address_cipher as "addressCipher", m.region_code as "regionCode", m.region_name as "regionName",
           m.occupation, m.employer, m.work_unit as "workUnit", m.status, m.cycle, m.version,
           s.activated_on as "activatedOn", s.exit_kind as "exitKind", s.last_step_on as "lastStepOn"
      from members.member m
      join members.membership s
        on s.cooperative_id = m.cooperative_id and s.member_id = m.id and s.cycle = m.cycle
     where m.cooperative_id = ${scope.cooperativeId} and m.id = ${memberId}
       for update of m`);
  if (!found) throw notFound();
  return found;
}

/** Writes a member's details again and raises the version. Error: `nik_taken`. */
export async function updateDetails(scope: Scope, member: NewMember): Promise<void> {
  await naming(
    scope.tx.run(sql`
      update members.member
         set full_name = ${member.fullName}, sex = ${member.sex}, birth_place = ${member.birthPlace},
             birth_date = ${member.birthDate}, nik_cipher = ${member.nikCipher}, nik_index = ${member.nikIndex},
             nik_warning = ${member.nikWarning}, phone_cipher = ${member.phoneCipher},
             phone_index = ${member.phoneIndex}, address_cipher = ${member.addressCipher},
             region_code = ${member.regionCode}, region_name = ${member.regionName}, occupation = ${member.occupation},
             employer = ${member.employer}, work_unit = ${member.workUnit}, version = version + 1
       where cooperative_id = ${scope.cooperativeId} and id = ${member.id}`),
  );
  await replaceWords(scope, member);
}

/** Moves a member to a status, perhaps of a new cycle. */
export async function updateStatus(
  scope: Scope,
  to: { readonly memberId: string; readonly status: MemberStatus; readonly cycle: number },
): Promise<void> {
  await scope.tx.run(sql`
    update members.member set status = ${to.status}, cycle = ${to.cycle}, version = version + 1
     where cooperative_id = ${scope.cooperativeId} and id = ${to.memberId}`);
}

/** Gives a member a number, and lets them be found by it. Error: `number_taken`. */
export async function updateNumber(scope: Scope, member: NewMember & { readonly number: string }): Promise<void> {
  await naming(
    scope.tx.run(sql`
      update members.member set number = ${member.number}
       where cooperative_id = ${scope.cooperativeId} and id = ${member.id}`),
  );
  await replaceWords(scope, member);
}

/** Puts a stored photo on a member's record. */
export async function updatePhoto(scope: Scope, memberId: string, documentId: string): Promise<void> {
  await scope.tx.run(sql`
    update members.member set photo_document_id = ${documentId}, version = version + 1
     where cooperative_id = ${scope.cooperativeId} and id = ${memberId}`);
}

/** The one way to say that there is no such member here, whoever asks and whatever exists elsewhere. */
export function notFound(): DomainError {
  return new DomainError('not_found', 'member_not_found', 'Anggota ini tidak ada dalam buku daftar anggota');
}

async function replaceWords(scope: Scope, member: NewMember): Promise<void> {
  await scope.tx.run(sql`
    delete from members.member_word where cooperative_id = ${scope.cooperativeId} and member_id = ${member.id}`);
  await insertWords(scope, [member]);
}

async function insertWords(scope: Scope, members: readonly NewMember[]): Promise<void> {
  const words = members.flatMap((member) =>
    memberWords(member.fullName, member.number).map((word) => ({ word: word.slice(0, 100), memberId: member.id })),
  );
  await scope.tx.run(sql`
    insert into members.member_word (cooperative_id, word, member_id)
    select distinct ${scope.cooperativeId}::uuid, r.word, r."memberId"
      from json_to_recordset(${JSON.stringify(words)}::json) as r(word text, "memberId" uuid)`);
}

/** Two people who register the same NIK or number at once: the database refuses the second, and this says so. */
async function naming<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    if (constraintOf(error) === 'member_nik') throw nikTaken();
    if (constraintOf(error) === 'member_number') throw numberTaken();
    throw error;
  }
}

/** Says only what this cooperative's own register knows. */
export function nikTaken(): DomainError {
  const pesan =
    'NIK ini sudah ada dalam buku daftar anggota koperasi ini. Cari anggotanya, lalu daftarkan kembali bila perlu';
  return new DomainError('conflict', 'nik_taken', pesan, [{ field: 'nik', code: 'nik_taken', pesan }]);
}

function numberTaken(): DomainError {
  const refusal = fieldError('number', 'number_taken', 'Nomor anggota ini sudah dipakai');
  return new DomainError('conflict', refusal.reason, refusal.pesan, refusal.fields);
}
