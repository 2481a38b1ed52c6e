import sql from 'sql-template-tag';
import { z } from 'zod';
import { type Letterhead, letterhead } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { fullAddress, maskedPerson, openPerson } from '../personal.ts';
import type { ExitKind } from '../rules/membership.ts';
import { fieldOfTicket } from './reveal.ts';

/** A line of the register, book 1 of the sixteen (DOMAIN 2.5). One line for each cycle of membership. */
export type RegisterLine = {
  readonly memberId: string;
  readonly number: string;
  readonly fullName: string;
  readonly nik: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: BusinessDate | null;
  readonly sex: 'male' | 'female' | null;
  readonly occupation: string | null;
  readonly address: string | null;
  readonly joinedOn: BusinessDate;
  readonly admittedBy: string;
  readonly exitRequestedOn: BusinessDate | null;
  readonly exitedOn: BusinessDate | null;
  readonly exitKind: ExitKind | null;
  readonly exitDecidedBy: string | null;
};

/** The lines of the register and the head of the paper it is printed on. */
export type RegisterBook = {
  readonly letterhead: Letterhead;
  readonly masked: boolean;
  readonly lines: readonly RegisterLine[];
};

const RegisterInput = z.strictObject({
  /** A ticket of `unmaskRegister`; without it NIK and address are masked. */
  ticket: idField.optional(),
  limit: z.coerce.number().int().min(1).max(50_000).default(50_000),
});

/** The register of members (buku daftar anggota), every admitted member of every cycle in the order of numbers. */
export const memberRegister = query({
  name: 'members.register_book',
  permission: 'members.read',
  input: RegisterInput,
  run: async (scope, { ticket, limit }): Promise<RegisterBook> => {
    const masked = ticket === undefined || (await fieldOfTicket(scope, ticket, null)) !== 'register';
    const rows = await registerRows(scope, limit);
    return { letterhead: await letterhead(scope), masked, lines: rows.map((row) => lineOf(scope, row, masked)) };
  },
});

type Row = Omit<RegisterLine, 'nik' | 'address'> & {
  nikCipher: string | null;
  addressCipher: string | null;
  region: string | null;
};

function registerRows(scope: QueryScope, limit: number): Promise<Row[]> {
  return scope.tx.rows<Row>(sql`
    select m.id as "memberId", m.number, m.full_name as "fullName", m.nik_cipher as "nikCipher",
           m.birth_place as "birthPlace", m.birth_date as "birthDate", m.sex, m.occupation,
           m.address_cipher as "addressCipher", m.region_name as "region", s.activated_on as "joinedOn",
           s.decided_by_name as "admittedBy", s.exit_requested_on as "exitRequestedOn", s.exited_on as "exitedOn",
           s.exit_kind as "exitKind", s.exit_decided_by_name as "exitDecidedBy"
      from members.membership s
      join members.member m on m.cooperative_id = s.cooperative_id and m.id = s.member_id
     where s.cooperative_id = ${scope.cooperativeId} and s.activated_on is not null
     order by m.number, s.cycle
     limit ${limit}`);
}

function lineOf(scope: QueryScope, { nikCipher, addressCipher, region, ...line }: Row, masked: boolean): RegisterLine {
  const at = { cooperativeId: scope.cooperativeId, memberId: line.memberId };
  const sealed = { nikCipher, addressCipher, phoneCipher: null };
  if (masked) {
    const { nik, address } = maskedPerson(at, sealed, region);
    return { ...line, nik, address };
  }
  const { nik, address } = openPerson(at, sealed);
  return { ...line, nik, address: address && fullAddress(address, region) };
}
