import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import { maskedPerson } from './personal.ts';

/** A step: the masked telephones of members, for lists of other rooms; who has none is not there. */
export async function maskedPhones(scope: QueryScope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await scope.tx.rows<{ id: string; phoneCipher: string }>(sql`
    select m.id, m.phone_cipher as "phoneCipher" from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.id = any(${[...new Set(ids)]}::uuid[]) and m.phone_cipher is not null`);
  const { cooperativeId } = scope;
  return new Map(
    rows.flatMap(({ id, phoneCipher }) => {
      const sealed = { nikCipher: null, phoneCipher, addressCipher: null };
      const { phone } = maskedPerson({ cooperativeId, memberId: id }, sealed, null);
      return phone === null ? [] : [[id, phone] as const];
    }),
  );
}
