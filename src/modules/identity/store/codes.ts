import sql from 'sql-template-tag';
import type { Tx } from '#kernel/database';
import { decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';

export type CodePurpose = 'activate' | 'enrol' | 'reset';

export type NewCode = {
  readonly codeHash: string;
  readonly purpose: CodePurpose;
  readonly personId: string;
  readonly cooperativeId: string;
  readonly birthDate: string | null;
  readonly issuedBy: string;
  readonly expiresAt: Date;
};

/** Puts a new code in force; an older unused one of the same person and cooperative is void from now. */
export async function insertCode(tx: Tx, code: NewCode, now: Date): Promise<void> {
  await tx.run(sql`
    update identity.code set voided_at = ${now}
     where person_id = ${code.personId} and cooperative_id = ${code.cooperativeId} and used_at is null and voided_at is null`);
  const birthDate =
    code.birthDate === null ? null : encryptPersonal(keysOfThisProcess(), placeOf(code.codeHash), code.birthDate);
  await tx.run(sql`
    insert into identity.code (code_hash, purpose, person_id, cooperative_id, birth_date_sealed, issued_by, issued_at, expires_at)
    values (${code.codeHash}, ${code.purpose}, ${code.personId}, ${code.cooperativeId}, ${birthDate}, ${code.issuedBy},
            ${now}, ${code.expiresAt})`);
}

export type CodeRow = {
  readonly codeHash: string;
  readonly purpose: CodePurpose;
  readonly personId: string;
  readonly cooperativeId: string;
  readonly fullName: string;
  readonly phoneIndex: string | null;
  readonly birthDate: string | null;
};

/** A code in force for one of these purposes, with the person it is for. */
export async function codeInForce(
  tx: Tx,
  args: { codeHash: string; purposes: readonly CodePurpose[]; now: Date },
): Promise<CodeRow | undefined> {
  const row = await tx.maybe<Omit<CodeRow, 'birthDate'> & { birthDateSealed: string | null }>(sql`
    select c.code_hash as "codeHash", c.purpose, c.person_id as "personId", c.cooperative_id as "cooperativeId",
           p.full_name as "fullName", p.phone_index as "phoneIndex", c.birth_date_sealed as "birthDateSealed"
      from identity.code c join identity.person p on p.id = c.person_id
     where c.code_hash = ${args.codeHash} and c.purpose = any(${[...args.purposes]}::text[])
       and c.used_at is null and c.voided_at is null and c.expires_at > ${args.now}`);
  if (!row) return undefined;
  const { birthDateSealed, ...code } = row;
  const birthDate =
    birthDateSealed === null ? null : decryptPersonal(keysOfThisProcess(), placeOf(row.codeHash), birthDateSealed);
  return { ...code, birthDate };
}

/** Uses a code up; false when another used it first. Its birth date is not needed any longer and goes. */
export async function useCode(tx: Tx, codeHash: string, now: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    update identity.code set used_at = ${now}, birth_date_sealed = null
     where code_hash = ${codeHash} and used_at is null and voided_at is null and expires_at > ${now}`);
  return touched === 1;
}

/** Makes a person's open codes of a cooperative worthless. */
export async function voidCodes(tx: Tx, personId: string, cooperativeId: string, now: Date): Promise<void> {
  await tx.run(sql`
    update identity.code set voided_at = ${now}, birth_date_sealed = null
     where person_id = ${personId} and cooperative_id = ${cooperativeId} and used_at is null and voided_at is null`);
}

function placeOf(codeHash: string) {
  return { cooperativeId: 'platform', rowId: codeHash, column: 'identity.code.birth_date' };
}
