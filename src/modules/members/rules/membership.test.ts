import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '#kernel/dates';
import {
  ageInYears,
  checkStepDate,
  type MemberStatus,
  mayBeServed,
  nextStatus,
  openSteps,
  STATUSES,
  type Step,
} from './membership.ts';

const allSteps: Step[] = [
  'accept',
  'reject',
  'activate',
  'suspend',
  'resume',
  'request_exit',
  'withdraw_exit',
  'complete_exit',
  'rejoin',
];

test('a membership goes from application to its end and begins again', () => {
  const way: [Step, MemberStatus][] = [
    ['accept', 'accepted'],
    ['activate', 'active'],
    ['suspend', 'suspended'],
    ['resume', 'active'],
    ['request_exit', 'exiting'],
    ['withdraw_exit', 'active'],
    ['request_exit', 'exiting'],
    ['complete_exit', 'exited'],
    ['rejoin', 'applied'],
    ['reject', 'rejected'],
    ['rejoin', 'applied'],
  ];
  let status: MemberStatus = 'applied';
  for (const [step, expected] of way) {
    status = nextStatus(status, step);
    assert.equal(status, expected, step);
  }
});

test('only the open steps of a status are allowed, and each refusal says where the person stands', () => {
  for (const status of STATUSES) {
    for (const step of allSteps) {
      if (openSteps(status).includes(step)) assert.ok(STATUSES.includes(nextStatus(status, step)));
      else assert.throws(() => nextStatus(status, step), { code: 'conflict', reason: 'member_status' });
    }
  }
  assert.throws(() => nextStatus('suspended', 'activate'), { pesan: /sedang dibekukan/ });
});

test('nobody becomes active without acceptance, and nobody is gone without an exit request', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...allSteps), { maxLength: 30 }), (steps) => {
      let status: MemberStatus = 'applied';
      const trail: MemberStatus[] = [status];
      for (const step of steps) {
        if (!openSteps(status).includes(step)) continue;
        status = nextStatus(status, step);
        trail.push(status);
      }
      trail.forEach((reached, at) => {
        if (reached === 'active') assert.ok(trail.slice(0, at).includes('accepted'));
        if (reached === 'exited') assert.equal(trail[at - 1], 'exiting');
      });
    }),
  );
});

test('only active members are served', () => {
  assert.deepEqual(STATUSES.filter(mayBeServed), ['active']);
});

test('a step happens neither in the future nor before the step it follows', () => {
  const today = parseDate('2026-11-21');
  checkStepDate(today, { today, previous: today }, 'on');
  checkStepDate(parseDate('2020-01-01'), { today, previous: null }, 'on');
  assert.throws(() => checkStepDate(parseDate('2026-11-22'), { today, previous: null }, 'on'), {
    reason: 'date_in_future',
  });
  assert.throws(() => checkStepDate(parseDate('2026-11-19'), { today, previous: parseDate('2026-11-20') }, 'on'), {
    reason: 'date_before_previous',
  });
});

test('age counts birthdays, not years', () => {
  assert.equal(ageInYears(parseDate('2008-11-21'), parseDate('2026-11-21')), 18);
  assert.equal(ageInYears(parseDate('2008-11-22'), parseDate('2026-11-21')), 17);
});
