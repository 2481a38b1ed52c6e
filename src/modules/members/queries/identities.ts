import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import type { KnownIdentities, KnownMember } from '../rules/imported.ts';
import { normaliseMemberNumber } from '../rules/number.ts';

/** Which of many numbers and blind indexes are in the register already. */
export async function knownIdentities(
  scope: QueryScope,
  of: { readonly numbers: readonly (string | null)[]; readonly nikIndexes: readonly (string | null)[] },
): Promise<KnownIdentities> {
  const numbers = of.numbers.flatMap((number) => (number && normaliseMemberNumber(number)) || []);
  const nikIndexes = of.nikIndexes.filter((index) => index !== null);
  const rows = await scope.tx.rows<KnownMember & { nikIndex: string | null }>(sql`
    select m.id, m.number, m.nik_index as "nikIndex" from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.number is not null and m.number = any(${numbers}::text[])
    union
    select m.id, coalesce(m.number, ''), m.nik_index from members.member m
     where m.cooperative_id = ${scope.cooperativeId} and m.nik_index is not null and m.nik_index = any(${nikIndexes}::text[])`);
  const known = rows.map(({ id, number, nikIndex }) => ({ member: { id, number }, nikIndex }));
  return {
    byNumber: new Map(known.map(({ member }) => [member.number, member])),
    byNikIndex: new Map(known.flatMap(({ member, nikIndex }) => (nikIndex === null ? [] : [[nikIndex, member]]))),
  };
}
