import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enrolMember } from '#identity';
import { newId } from '#kernel/ids';
import { memberPage } from '#members';
import { identityWorld, refusal, visitorAt } from '../../modules/identity/identity.fixture.ts';
import { active, registered } from '../../modules/members/members.fixture.ts';
import { handOverPhoneCode } from './enrolment.ts';

const home = await identityWorld();
const office = await home.office();
await home.person(office, 'sekretaris', ['sekretaris']);
await home.person(office, 'teller', ['teller']);

test('the office hands over a phone code made of the register, and the member sees that the number was opened', async () => {
  const member = await active(office, 1, { phone: '081234567890' });
  const secretary = await home.as(office, 'sekretaris');
  const handed = await handOverPhoneCode(secretary, member.id, newId());
  assert.equal(handed.name, 'Siti Aminah');
  const { looks } = await memberPage(office, { memberId: member.id });
  assert.deepEqual(
    looks.map((look) => [look.field, look.actorName]),
    [['phone', 'Nama sekretaris']],
  );

  const enrol = (pin: string) =>
    enrolMember(
      home.surroundings,
      { code: handed.code, phone: '0812 3456 7890', pin },
      visitorAt({ address: '10.80.0.1' }),
    );
  assert.equal(await refusal(enrol('010180')), 'pin_birth_date', 'the birth date of the register is no PIN');
  const signedIn = await enrol('738105');
  assert.equal((await home.authenticate(signedIn.token))?.actor.memberId, member.id);
});

test('who may not open personal data, and a member of nobody, are refused', async () => {
  const memberId = await registered(office, 2);
  assert.equal(
    await refusal(handOverPhoneCode(await home.as(office, 'teller'), memberId, newId())),
    'permission_missing',
  );
  const secretary = await home.as(office, 'sekretaris');
  assert.equal(await refusal(handOverPhoneCode(secretary, newId(), newId())), 'member_not_found');
  const other = await home.office();
  await home.person(other, 'sekretaris', ['sekretaris']);
  assert.equal(
    await refusal(handOverPhoneCode(await home.as(other, 'sekretaris'), memberId, newId())),
    'member_not_found',
  );
});
