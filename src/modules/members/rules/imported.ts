import type { BusinessDate } from '#kernel/dates';
import type { FieldError } from '#kernel/errors';
import type { ExitKind } from './membership.ts';
import { normaliseMemberNumber } from './number.ts';
import type { PersonCheck, PersonInput } from './person.ts';

/** A member as an older book has it. `number` null: one is given. `exitedOn` set: the membership is over. */
export type ImportedMember = {
  readonly number: string | null;
  readonly person: PersonInput;
  readonly joinedOn: BusinessDate;
  readonly exitedOn: BusinessDate | null;
  readonly exitKind: ExitKind | null;
};

export type KnownMember = { readonly id: string; readonly number: string };

/** Who is in the register already, by number and by blind index of the NIK. */
export type KnownIdentities = {
  readonly byNumber: ReadonlyMap<string, KnownMember>;
  readonly byNikIndex: ReadonlyMap<string, KnownMember>;
};

export type ImportVerdict =
  | { readonly outcome: 'add'; readonly number: string | null }
  | { readonly outcome: 'existing'; readonly id: string; readonly number: string }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly pesan: string;
      readonly fields: readonly FieldError[];
    };

type Facts = {
  readonly checked: readonly PersonCheck[];
  readonly indexes: readonly (string | null)[];
  readonly known: KnownIdentities;
  readonly today: BusinessDate;
};

/**
 * Says of each row, in order, whether it is new, in the register already, or refused and why: `input_invalid`,
 * `number_format`, `joined_date`, `exit_date`, `identity_conflict` (number of one member, NIK of another), `twice_in_file`.
 */
export function judgeImport(rows: readonly ImportedMember[], facts: Facts): ImportVerdict[] {
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const nikIndex = facts.indexes[index] ?? null;
    const number = row.number === null ? null : normaliseMemberNumber(row.number);
    const fault = faultOf(row, number, facts.checked[index]?.errors ?? [], facts.today);
    if (fault) return fault;
    const byNumber = number ? facts.known.byNumber.get(number) : undefined;
    const byNik = nikIndex ? facts.known.byNikIndex.get(nikIndex) : undefined;
    if (byNumber && byNik && byNumber.id !== byNik.id) {
      return refuse('identity_conflict', 'Nomor anggota dan NIK ini milik dua anggota yang berbeda', 'number');
    }
    const known = byNumber ?? byNik;
    if (known) return { outcome: 'existing', ...known };
    const marks = [number && `number ${number}`, nikIndex && `nik ${nikIndex}`].filter((mark) => mark !== null);
    if (marks.some((mark) => mark !== undefined && seen.has(mark))) {
      return refuse('twice_in_file', 'Nomor anggota atau NIK ini ada dua kali dalam berkas', 'number');
    }
    for (const mark of marks) if (mark) seen.add(mark);
    return { outcome: 'add', number: number ?? null };
  });
}

function faultOf(
  row: ImportedMember,
  number: string | null | undefined,
  errors: readonly FieldError[],
  today: BusinessDate,
): ImportVerdict | undefined {
  const [first] = errors;
  if (first) return { outcome: 'refused', reason: 'input_invalid', pesan: first.pesan, fields: errors };
  if (number === undefined) {
    return refuse('number_format', 'Nomor anggota hanya berisi huruf, angka, titik, garis dan garis miring', 'number');
  }
  if (row.joinedOn > today) return refuse('joined_date', 'Tanggal masuk belum tiba', 'joinedOn');
  if (row.exitedOn && (row.exitedOn < row.joinedOn || row.exitedOn > today)) {
    return refuse('exit_date', 'Tanggal keluar harus setelah tanggal masuk dan tidak di masa depan', 'exitedOn');
  }
  return undefined;
}

function refuse(reason: string, pesan: string, field: string): ImportVerdict {
  return { outcome: 'refused', reason, pesan, fields: [{ field, code: reason, pesan }] };
}
