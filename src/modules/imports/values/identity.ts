import { type ReadCell as Cell, isBlank, textOf } from '#documents';

/** Remarks on a number that identifies somebody. */
export type IdentityNote = 'nik_digits_lost' | 'nik_length' | 'phone_unreadable' | 'phone_zero_added';

export type IdentityReading = { readonly value: string; readonly notes: readonly IdentityNote[] };

/** A code or number as text: surrounding blanks and a leading apostrophe go, leading zeros stay. */
export function readCode(cell: Cell | null): string {
  return isBlank(cell) ? '' : textOf(cell).replace(/^'/, '').replace(/\s+/g, ' ').trim();
}

/**
 * Reads a NIK. Spreadsheets keep fifteen digits of a number, so a NIK kept as a number has lost its last digit when that
 * digit is zero or when the number is beyond what a double counts one by one.
 */
export function readNik(cell: Cell | null): IdentityReading {
  const value = readCode(cell).replace(/[\s.-]/g, '');
  if (value === '') return { value: '', notes: [] };
  if (!/^\d{16}$/.test(value)) return { value, notes: ['nik_length'] };
  const lost = cell?.kind === 'number' && (value.endsWith('0') || BigInt(value) > BigInt(Number.MAX_SAFE_INTEGER));
  return { value, notes: lost ? ['nik_digits_lost'] : [] };
}

/** Reads a telephone number into the form `08...`; a number cell has lost its first zero, which is put back with a note. */
export function readPhone(cell: Cell | null): IdentityReading {
  const text = readCode(cell);
  if (text === '' || /^[-0]+$/.test(text)) return { value: '', notes: [] };
  const first = text.split(/[/;,]|\s{2,}/)[0] ?? '';
  const digits = first.replace(/[^\d+]/g, '').replace(/^\+?62/, '0');
  if (/^0\d{7,13}$/.test(digits)) return { value: digits, notes: [] };
  if (/^[1-9]\d{7,12}$/.test(digits)) return { value: `0${digits}`, notes: ['phone_zero_added'] };
  return { value: '', notes: ['phone_unreadable'] };
}

/** L, P, laki-laki, perempuan, pria, wanita, M, F, 1, 2 -> `male` or `female`; undefined when it says neither. */
export function readGender(cell: Cell | null): 'male' | 'female' | undefined {
  const text = readCode(cell).toLowerCase();
  if (/^(l|m|lk|laki|laki[ -]*laki|pria|male|1)$/.test(text)) return 'male';
  if (/^(p|f|w|pr|perempuan|wanita|female|2)$/.test(text)) return 'female';
  return undefined;
}

/** A name as one line without doubled blanks or a leading colon of a form. */
export function readName(cell: Cell | null): string {
  return readCode(cell).replace(/^:\s*/, '');
}
