import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { UNMASK_MINUTES } from '../commands/unmask.ts';
import { fullAddress, openPerson, openText } from '../personal.ts';
import { type Address, addressLine } from '../rules/address.ts';
import { localPhone } from '../rules/phone.ts';
import { BEFORE } from '../store/events.ts';
import { notFound } from '../store/members.ts';
import { heirPhones } from './heirs.ts';

const RevealInput = z.strictObject({ memberId: idField, ticket: idField });

/** What stands behind the mask: one or more lines of label and value, in the clear. Never stored, never cached. */
export type Revealed = {
  readonly field: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
};

/**
 * Shows a personal value against a ticket of `unmask`: to the person who asked, for ten minutes.
 * Errors: `unmask_ticket`, `member_not_found`.
 */
export const revealPersonal = query({
  name: 'members.reveal',
  permission: 'members.unmask',
  input: RevealInput,
  run: async (scope, { memberId, ticket }): Promise<Revealed> => {
    const field = await fieldOfTicket(scope, ticket, memberId);
    return { field, lines: await linesOf(scope, memberId, field) };
  },
});

/** The field a ticket opens for this person now. Error: `unmask_ticket`. */
export async function fieldOfTicket(scope: QueryScope, ticket: string, memberId: string | null): Promise<string> {
  const since = new Date(scope.now.getTime() - UNMASK_MINUTES * 60_000);
  const row = await scope.tx.maybe<{ field: string }>(sql`
    select u.field from members.unmask_log u
     where u.cooperative_id = ${scope.cooperativeId} and u.id = ${ticket} and u.actor_id = ${scope.context.actor.personId}
       and u.unmasked_at > ${since} and (u.member_id = ${memberId}::uuid or ${memberId}::uuid is null)
     limit 1`);
  if (row) return row.field;
  throw new DomainError('forbidden', 'unmask_ticket', 'Waktu melihat data sudah habis. Minta lagi dengan alasannya');
}

async function linesOf(scope: QueryScope, memberId: string, field: string): Promise<Revealed['lines']> {
  if (field === 'heirs') return heirLines(scope, memberId);
  if (field === 'history') return historyLines(scope, memberId);
  const row = await scope.tx.maybe<{
    nikCipher: string | null;
    phoneCipher: string | null;
    addressCipher: string | null;
    region: string | null;
  }>(sql`
    select m.nik_cipher as "nikCipher", m.phone_cipher as "phoneCipher", m.address_cipher as "addressCipher",
           m.region_name as "region"
      from members.member m where m.cooperative_id = ${scope.cooperativeId} and m.id = ${memberId}`);
  if (!row) throw notFound();
  const person = openPerson({ cooperativeId: scope.cooperativeId, memberId }, row);
  const values: Record<string, string | null> = {
    nik: person.nik,
    phone: person.phone && localPhone(person.phone),
    address: person.address && fullAddress(person.address, row.region),
  };
  return [{ label: field, value: values[field] ?? '' }];
}

async function heirLines(scope: QueryScope, memberId: string): Promise<Revealed['lines']> {
  const phones = await heirPhones(scope, memberId);
  return [...phones].map(([label, phone]) => ({ label, value: phone === null ? '' : localPhone(phone) }));
}

async function historyLines(scope: QueryScope, memberId: string): Promise<Revealed['lines']> {
  const rows = await scope.tx.rows<{ id: string; happenedOn: string; beforeCipher: string }>(sql`
    select e.id, e.happened_on as "happenedOn", e.before_cipher as "beforeCipher" from members.member_event e
     where e.cooperative_id = ${scope.cooperativeId} and e.member_id = ${memberId} and e.before_cipher is not null
     order by e.id desc limit 100`);
  return rows.flatMap(({ id, happenedOn, beforeCipher }) => {
    const place = { cooperativeId: scope.cooperativeId, rowId: id, column: BEFORE };
    const before = JSON.parse(openText(place, beforeCipher)) as Record<string, unknown>;
    return Object.entries(before).map(([name, value]) => ({
      label: `${happenedOn} ${name}`,
      value: shown(name, value),
    }));
  });
}

function shown(name: string, value: unknown): string {
  if (name === 'address' && value !== null) return addressLine(value as Address);
  return value === null ? '' : String(value);
}
