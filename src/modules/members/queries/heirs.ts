import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import { openText } from '../personal.ts';
import { maskPhone } from '../rules/masking.ts';
import { HEIR_PHONE } from '../store/heirs.ts';
import type { HeirView } from '../views.ts';

type Row = Omit<HeirView, 'phone'> & { readonly id: string; readonly phoneCipher: string | null };

/** The heirs in force, in their order, with telephones masked. */
export async function heirsOf(scope: QueryScope, memberId: string): Promise<HeirView[]> {
  const rows = await heirRows(scope, memberId);
  return rows.map((row) => {
    const phone = phoneOf(scope, row);
    const { fullName, relationship, sharePercent } = row;
    return { fullName, relationship, sharePercent, phone: phone && maskPhone(phone) };
  });
}

/** The telephones of the heirs in force by name, in the clear: for a change and for `revealPersonal` only. */
export async function heirPhones(scope: QueryScope, memberId: string): Promise<Map<string, string | null>> {
  const rows = await heirRows(scope, memberId);
  return new Map(rows.map((row) => [row.fullName, phoneOf(scope, row)]));
}

function heirRows(scope: QueryScope, memberId: string): Promise<Row[]> {
  return scope.tx.rows<Row>(sql`
    select h.id, h.full_name as "fullName", h.relationship, h.phone_cipher as "phoneCipher",
           h.share_percent as "sharePercent"
      from members.heir h
     where h.cooperative_id = ${scope.cooperativeId} and h.member_id = ${memberId} and h.replaced_at is null
     order by h.position`);
}

function phoneOf(scope: QueryScope, { id, phoneCipher }: Row): string | null {
  const place = { cooperativeId: scope.cooperativeId, rowId: id, column: HEIR_PHONE };
  return phoneCipher === null ? null : openText(place, phoneCipher);
}
