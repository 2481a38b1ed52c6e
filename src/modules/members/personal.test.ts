import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import sql from 'sql-template-tag';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import { asMember, asStaff, read, testWorld } from '../../../test/support/world.ts';
import {
  changeDetails,
  memberDetail,
  memberRegister,
  ownRecord,
  revealPersonal,
  unmask,
  unmaskRegister,
} from './index.ts';
import { active, nikOf, registered } from './members.fixture.ts';
import { openPerson } from './personal.ts';

const world = await testWorld();
const reason = 'Mencocokkan KTP untuk pinjaman';

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: world.urls.adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function seen(context: Context, memberId: string, field: string): Promise<string | undefined> {
  const { result } = await unmask(context, { memberId, field, reason });
  return (await revealPersonal(context, { memberId, ticket: result.ticket })).lines[0]?.value;
}

test('a value behind the mask is shown to who asks with a reason, and the member sees that', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  const staff = asStaff(context, ['members.unmask'], 'Manajer Uji');
  assert.equal(await seen(staff, memberId, 'nik'), nikOf(1));
  assert.equal(await seen(staff, memberId, 'phone'), '0812-3450-0001');
  assert.match((await seen(staff, memberId, 'address')) ?? '', /^Jl. Sunan Kudus 12 RT 004\/RW 002, .*Kudus$/);
  const { looks, member } = await ownRecord(asMember(context, memberId), {});
  assert.deepEqual(looks.map((look) => [look.field, look.actorName, look.reason]).reverse(), [
    ['nik', 'Manajer Uji', reason],
    ['phone', 'Manajer Uji', reason],
    ['address', 'Manajer Uji', reason],
  ]);
  assert.equal(member.nik, '33**********0001');
});

test('without permission, reason or ticket nothing is shown', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(unmask(asStaff(context, ['members.read']), { memberId, field: 'nik', reason }), {
    reason: 'permission_missing',
  });
  await assert.rejects(unmask(context, { memberId, field: 'nik', reason: 'x' }), { reason: 'input_invalid' });
  await assert.rejects(unmask(context, { memberId, field: 'fullName', reason }), { reason: 'input_invalid' });
  const ticket = memberId;
  await assert.rejects(revealPersonal(context, { memberId, ticket }), { code: 'forbidden', reason: 'unmask_ticket' });
});

test('a ticket serves who asked, for that member, for ten minutes', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const another = await registered(context, 2);
  const asking = asStaff(context, ['members.unmask']);
  const { ticket } = (await unmask(asking, { memberId, field: 'nik', reason })).result;
  const later = { ...asking, clock: fixedClock('2026-11-20', '09:10:01') };
  await assert.rejects(revealPersonal(later, { memberId, ticket }), { reason: 'unmask_ticket' });
  await assert.rejects(revealPersonal(asStaff(context), { memberId, ticket }), { reason: 'unmask_ticket' });
  await assert.rejects(revealPersonal(asking, { memberId: another, ticket }), { reason: 'unmask_ticket' });
  assert.equal((await revealPersonal(asking, { memberId, ticket })).field, 'nik');
});

test('what stood there before a change is shown only behind the mask', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await changeDetails(context, { memberId, version: 1, phone: '081311112222', address: { street: 'Dusun Krajan' } });
  const { ticket } = (await unmask(context, { memberId, field: 'history', reason })).result;
  const { lines } = await revealPersonal(context, { memberId, ticket });
  assert.deepEqual(lines, [
    { label: '2026-11-20 phone', value: '+6281234500001' },
    { label: '2026-11-20 address', value: 'Jl. Sunan Kudus 12 RT 004/RW 002' },
  ]);
});

test('heirs’ telephones are shown behind the mask by name', async () => {
  const context = await world.cooperative();
  const heirs = [{ fullName: 'Budi', relationship: 'spouse', phone: '081234567890' }];
  const memberId = await registered(context, 1, { heirs });
  assert.equal(await seen(context, memberId, 'heirs'), '0812-3456-7890');
});

test('no personal value lies readable in any table, the command log included', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 8);
  await seen(context, memberId, 'nik');
  await changeDetails(context, {
    memberId,
    version: (await memberDetail(context, { memberId })).version,
    phone: '081399998888',
  });
  const secrets = [nikOf(8), '81234500008', '81399998888', 'Sunan Kudus 12'];
  await asOwner(async (client) => {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('members', 'kernel')`,
    );
    for (const { name } of tables.rows) {
      const found = await client.query(
        `select 1 from ${name} t where exists (select 1 from unnest($1::text[]) s where t::text like '%' || s || '%')`,
        [secrets],
      );
      assert.equal(found.rowCount, 0, name);
    }
  });
});

test('a sealed value moved to another member or another cooperative does not open', async () => {
  const context = await world.cooperative();
  const other = await world.cooperative();
  const memberId = await registered(context, 1);
  const neighbour = await registered(context, 2);
  const stranger = await registered(other, 3);
  const sealed = await read(context, (scope) =>
    scope.tx.one<{ nikCipher: string; phoneCipher: string; addressCipher: string }>(sql`
      select m.nik_cipher as "nikCipher", m.phone_cipher as "phoneCipher", m.address_cipher as "addressCipher"
        from members.member m where m.cooperative_id = ${scope.cooperativeId} and m.id = ${memberId}`),
  );
  assert.equal(openPerson({ cooperativeId: context.cooperative.id, memberId }, sealed).nik, nikOf(1));
  assert.throws(() => openPerson({ cooperativeId: other.cooperative.id, memberId }, sealed));
  await asOwner((client) =>
    client.query('update members.member set nik_cipher = $1 where id = any($2)', [
      sealed.nikCipher,
      [neighbour, stranger],
    ]),
  );
  await assert.rejects(memberDetail(context, { memberId: neighbour }), /authenticate/);
  await assert.rejects(memberDetail(other, { memberId: stranger }), /authenticate/);
});

test('the register is masked until somebody asks for it in full, and then every member is told', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  await active(context, 2);
  const staff = asStaff(context, ['members.read', 'members.unmask'], 'Sekretaris Uji');
  const plain = await memberRegister(staff, {});
  assert.equal(plain.masked, true);
  assert.deepEqual(
    plain.lines.map((line) => line.nik),
    ['33**********0001', '33**********0002'],
  );
  const { result } = await unmaskRegister(staff, { reason: 'Cetak buku daftar anggota untuk RAT' });
  assert.equal(result.members, 2);
  const full = await memberRegister(staff, { ticket: result.ticket });
  assert.deepEqual(
    full.lines.map((line) => line.nik),
    [nikOf(1), nikOf(2)],
  );
  assert.match(full.lines[0]?.address ?? '', /^Jl. Sunan Kudus 12/);
  const { looks } = await ownRecord(asMember(context, memberId), {});
  assert.deepEqual(
    looks.map((look) => look.field),
    ['register'],
  );
});

test('a ticket for one field does not open the register, and staff have no record of their own', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  const { ticket } = (await unmask(context, { memberId, field: 'nik', reason })).result;
  assert.equal((await memberRegister(context, { ticket })).masked, true);
  await assert.rejects(ownRecord(asStaff(context), {}), { reason: 'not_a_member' });
});
