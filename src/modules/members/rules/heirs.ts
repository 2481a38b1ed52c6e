import type { FieldError } from '#kernel/errors';
import { normaliseName } from './name.ts';
import { normalisePhone } from './phone.ts';

export const RELATIONSHIPS = ['spouse', 'child', 'parent', 'sibling', 'other'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** Somebody who receives a member's savings after death. `sharePercent` is whole percents, or null when not divided. */
export type Heir = {
  readonly fullName: string;
  readonly relationship: Relationship;
  readonly phone: string | null;
  readonly sharePercent: number | null;
};

export const HEIRS_MAX = 10;

/** Puts a list of heirs in order. Either none has a share, or all have and they sum to 100: `heir_shares`. */
export function checkHeirs(input: readonly Heir[]): { readonly heirs: Heir[]; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const heirs = input.map((heir, index) => {
    const fullName = normaliseName(heir.fullName);
    if (fullName === undefined) {
      errors.push({
        field: `heirs.${index}.fullName`,
        code: 'name_format',
        pesan: 'Tulis nama ahli waris, tanpa angka',
      });
    }
    const phone = heir.phone === null ? null : normalisePhone(heir.phone);
    if (phone === undefined) {
      errors.push({ field: `heirs.${index}.phone`, code: 'phone_format', pesan: 'Tulis nomor seperti 0812-3456-7890' });
    }
    return { ...heir, fullName: fullName ?? heir.fullName, phone: phone ?? null };
  });
  const shared = heirs.filter((heir) => heir.sharePercent !== null);
  const total = shared.reduce((sum, heir) => sum + (heir.sharePercent ?? 0), 0);
  if (shared.length > 0 && (shared.length < heirs.length || total !== 100)) {
    errors.push({
      field: 'heirs',
      code: 'heir_shares',
      pesan: `Bagian ahli waris harus berjumlah 100 persen; sekarang ${total}`,
    });
  }
  return { heirs, errors };
}
