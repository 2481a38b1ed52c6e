import sql from 'sql-template-tag';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { sealText } from '../personal.ts';
import type { Heir } from '../rules/heirs.ts';

/** The column name under which a heir's telephone is sealed. */
export const HEIR_PHONE = 'members.heir.phone';

/** Puts a new list of heirs in force; the earlier rows stay, marked as replaced. */
export async function replaceHeirs(scope: Scope, memberId: string, heirs: readonly Heir[]): Promise<void> {
  await scope.tx.run(sql`
    update members.heir set replaced_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and member_id = ${memberId} and replaced_at is null`);
  const rows = heirs.map(({ phone, ...heir }, index) => {
    const id = newId();
    const place = { cooperativeId: scope.cooperativeId, rowId: id, column: HEIR_PHONE };
    return { ...heir, id, position: index + 1, phoneCipher: phone === null ? null : sealText(place, phone) };
  });
  await scope.tx.run(sql`
    insert into members.heir (cooperative_id, id, member_id, position, full_name, relationship, phone_cipher,
                              share_percent, named_at)
    select ${scope.cooperativeId}::uuid, r.id, ${memberId}::uuid, r.position, r."fullName", r.relationship,
           r."phoneCipher", r."sharePercent", ${scope.now}::timestamptz
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, position smallint, "fullName" text,
           relationship text, "phoneCipher" text, "sharePercent" smallint)`);
}
