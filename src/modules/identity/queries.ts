import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import { maskPhone } from './rules/names.ts';
import { PersonInput } from './schema.ts';
import { accessOf } from './store/access.ts';
import { openContact } from './store/people.ts';
import { hasTotp } from './store/totp.ts';

const PEOPLE_MAX = 500;

/** Everyone who works in this cooperative, by name; members with a phone only are not listed. */
export const peopleList = query({
  name: 'identity.peopleList',
  permission: 'people.read',
  input: z.strictObject({ status: z.enum(['active', 'invited', 'dismissed']).optional() }),
  async run(scope, { status }) {
    const items = await scope.tx.rows<PersonListed>(sql`
      select a.person_id as "personId", p.full_name as "fullName", a.username, a.roles, a.status,
             t.confirmed_at is not null as "hasTotp",
             (select max(s.last_seen_at) from identity.session s
               where s.person_id = a.person_id and s.cooperative_id = a.cooperative_id) as "lastSeenAt"
        from identity.access a
        join identity.person p on p.id = a.person_id
        left join identity.totp t on t.person_id = a.person_id
       where a.cooperative_id = ${scope.cooperativeId} and a.username is not null
         and (${status ?? null}::text is null or a.status = ${status ?? null}::text)
       order by a.status, p.full_name, a.person_id
       limit ${PEOPLE_MAX}`);
    return { items };
  },
});

export type PersonListed = {
  readonly personId: string;
  readonly fullName: string;
  readonly username: string;
  readonly roles: string[];
  readonly status: 'invited' | 'active' | 'dismissed';
  readonly hasTotp: boolean;
  readonly lastSeenAt: string | null;
};

type PersonRow = Omit<PersonListed, 'hasTotp' | 'lastSeenAt'> & {
  emailSealed: string | null;
  phoneSealed: string | null;
};

/** One colleague with contact (masked), and what was changed about their rights, newest first. Error: `person_unknown`. */
export const personDetail = query({
  name: 'identity.personDetail',
  permission: 'people.read',
  input: PersonInput,
  async run(scope, { personId }) {
    const row = await scope.tx.maybe<PersonRow>(sql`
      select a.person_id as "personId", p.full_name as "fullName", a.username, a.roles, a.status,
             p.email_sealed as "emailSealed", p.phone_sealed as "phoneSealed"
        from identity.access a join identity.person p on p.id = a.person_id
       where a.cooperative_id = ${scope.cooperativeId} and a.person_id = ${personId}`);
    if (!row) throw new DomainError('not_found', 'person_unknown', 'Orang ini tidak terdaftar di koperasi Anda');
    const { emailSealed, phoneSealed, ...person } = row;
    const email = openContact(personId, 'email', emailSealed);
    const phone = openContact(personId, 'phone', phoneSealed);
    return {
      ...person,
      email: email === null ? null : maskEmail(email),
      phone: phone === null ? null : maskPhone(phone),
      hasTotp: await hasTotp(scope.tx, personId),
      changes: await changesOf(scope, personId),
    };
  },
});

/** The first letter of a mail address and its domain: enough to recognise one's own. */
export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}***@${domain}`;
}

function changesOf(scope: QueryScope, personId: string) {
  return scope.tx.rows<{
    change: string;
    roles: string[];
    reason: string;
    changedByName: string;
    changedAt: string;
  }>(sql`
    select c.change, c.roles, c.reason, c.changed_by_name as "changedByName", c.changed_at as "changedAt"
      from identity.access_change c
     where c.cooperative_id = ${scope.cooperativeId} and c.person_id = ${personId}
     order by c.changed_at desc, c.id desc limit 50`);
}

/** The roles of the cooperative with what each may do. */
export const roleList = query({
  name: 'identity.roleList',
  permission: 'people.read',
  input: z.strictObject({}),
  async run(scope) {
    const items = await scope.tx.rows<{ name: string; permissions: string[] }>(sql`
      select r.name, r.permissions from identity.role r where r.cooperative_id = ${scope.cooperativeId} order by r.name`);
    return { items };
  },
});

/** Step: who holds one of these roles now, in the order of the roles and then by name. A person with two of them stands once, by the first. */
export async function holdersOf(
  scope: QueryScope,
  roles: readonly string[],
): Promise<{ personId: string; name: string; role: string }[]> {
  const rows = await scope.tx.rows<{ personId: string; name: string; roles: string[] }>(sql`
    select a.person_id as "personId", p.full_name as name, a.roles
      from identity.access a join identity.person p on p.id = a.person_id
     where a.cooperative_id = ${scope.cooperativeId} and a.status = 'active' and a.roles && ${[...roles]}::text[]
     order by p.full_name, a.person_id limit ${PEOPLE_MAX}`);
  return roles.flatMap((role) =>
    rows
      .filter((row) => roles.find((one) => row.roles.includes(one)) === role)
      .map(({ personId, name }) => ({ personId, name, role })),
  );
}

/** Who the session is, where, and what they may do. */
export const whoAmI = query({
  name: 'identity.whoAmI',
  permission: 'self.read',
  input: z.strictObject({}),
  async run({ tx, cooperativeId, context }) {
    const { actor, cooperative } = context;
    const access = await accessOf(tx, cooperativeId, actor.personId);
    const { id, slug, name, zone } = cooperative;
    return {
      person: { id: actor.personId, name: actor.name },
      cooperative: { id, slug, name, zone },
      kind: actor.kind,
      memberId: actor.memberId,
      roles: access?.roles ?? [],
      permissions: [...actor.permissions].sort(),
    };
  },
});

/** The own devices and open sessions, and whether a second factor is in force. */
export const ownSecurity = query({
  name: 'identity.ownSecurity',
  permission: 'self.read',
  input: z.strictObject({}),
  async run(scope) {
    const { personId, deviceId, sessionId } = scope.context.actor;
    const devices = await scope.tx.rows<OwnDevice>(sql`
      select d.id, d.kind, d.label, d.created_at as "createdAt", d.last_used_at as "lastUsedAt",
             d.locked_at is not null as "locked", d.id is not distinct from ${deviceId}::uuid as "current"
        from identity.device d
       where d.person_id = ${personId} and d.revoked_at is null
       order by d.last_used_at desc, d.id desc limit 50`);
    const sessions = await scope.tx.rows<OwnSession>(sql`
      select s.id, s.method, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
             coalesce(d.label, '') as "device", s.id is not distinct from ${sessionId}::uuid as "current"
        from identity.session s left join identity.device d on d.id = s.device_id
       where s.person_id = ${personId} and s.ended_at is null and s.expires_at > ${scope.now}
       order by s.last_seen_at desc, s.id desc limit 50`);
    return { devices, sessions, hasTotp: await hasTotp(scope.tx, personId) };
  },
});

export type OwnDevice = {
  readonly id: string;
  readonly kind: 'known' | 'enrolled';
  readonly label: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly locked: boolean;
  readonly current: boolean;
};

export type OwnSession = {
  readonly id: string;
  readonly method: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly device: string;
  readonly current: boolean;
};
