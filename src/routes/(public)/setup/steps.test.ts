import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { SetupInput } from '#setup';
import { namedOffices, setupInput, suggested } from './assemble.ts';
import { checkStep, type FormStep, reachable, STEPS, stepAfter } from './steps.ts';

const today = '2026-11-21';
const check = (step: FormStep, typed: Record<string, string>, values: Record<string, string> = {}) =>
  checkStep(step, typed, { locale: 'id', today, values });

function atField(field: string) {
  return (error: unknown) => error instanceof DomainError && error.fields.some((fault) => fault.field === field);
}

describe('a step of the wizard', () => {
  test('proposes address and short code from the name when they are left empty', () => {
    const kept = check('name', { name: 'KSP Mekar Jaya', slug: '', shortCode: '' });
    assert.deepEqual(kept, { name: 'KSP Mekar Jaya', slug: 'mekar-jaya', shortCode: 'MJ' });
  });

  test('keeps amounts as decimal strings and dates as ISO, whatever way they were typed', () => {
    const savings = check('savings', {
      principal: '250rb',
      mandatory: '40.000',
      voluntaryRate: '2,5',
      offered: 'SS,SB',
    });
    assert.deepEqual([savings['principal'], savings['mandatory']], ['250000.00', '40000.00']);
    assert.equal(savings['voluntaryMinBalance'], '0.00');
    assert.equal(
      check('books', { zone: 'WIB', bookYearStartMonth: '1', booksOpenFrom: '1/2/26' })['booksOpenFrom'],
      '2026-02-01',
    );
  });

  test('asks a consumers cooperative for no interest', () => {
    const typed = { principal: '1jt', mandatory: '50rb', voluntaryRate: 'x' };
    assert.equal(check('savings', typed, { chartTemplate: 'konsumen' })['voluntaryRate'], '0');
  });

  test('takes an empty limit for no limit', () => {
    assert.deepEqual(check('rules', { withdrawalAbove: '', cashOutAbove: '5jt' }), {
      withdrawalAbove: '',
      cashOutAbove: '5000000.00',
    });
  });

  test('lets legal numbers wait, and checks them when they are there', () => {
    assert.equal(check('numbers', {})['businessId'], '');
    assert.throws(() => check('numbers', { businessId: '12' }), atField('businessId'));
  });

  const wrong: [string, FormStep, Record<string, string>, string][] = [
    ['a kind that nobody knows', 'kind', { kind: 'bank' }, 'kind'],
    ['a name of two letters', 'name', { name: 'KS', slug: 'ks-a', shortCode: 'KS' }, 'name'],
    ['an address with spaces', 'name', { name: 'KSP Maju', slug: 'a b', shortCode: 'KM' }, 'slug'],
    ['books that open tomorrow', 'books', { zone: 'WIB', booksOpenFrom: '22/11/2026' }, 'booksOpenFrom'],
    ['books that open in 1999', 'books', { zone: 'WIB', booksOpenFrom: '31/12/1999' }, 'booksOpenFrom'],
    ['a zone of another country', 'books', { zone: 'UTC', booksOpenFrom: '01/01/2026' }, 'zone'],
    ['a chart that is not there', 'chart', { chartTemplate: 'bank' }, 'chartTemplate'],
    ['a principal saving of nothing', 'savings', { principal: '0', mandatory: '1000' }, 'principal'],
    [
      'a rate that is no number',
      'savings',
      { principal: '1rb', mandatory: '1rb', voluntaryRate: 'tiga' },
      'voluntaryRate',
    ],
    ['an amount that could be two', 'rules', { withdrawalAbove: '1.5' }, 'withdrawalAbove'],
    ['nobody in the chair', 'people', {}, 'name_ketua'],
    ['a username with a space', 'people', { name_ketua: 'Siti', username_ketua: 'siti a' }, 'username_ketua'],
    [
      'one username for two',
      'people',
      { name_ketua: 'Siti', username_ketua: 'siti', name_teller: 'Sitti', username_teller: 'SITI' },
      'username_teller',
    ],
    [
      'a username without a name',
      'people',
      { name_ketua: 'Siti', username_ketua: 'siti', username_teller: 'joko' },
      'name_teller',
    ],
  ];
  for (const [name, step, typed, field] of wrong) {
    test(`refuses ${name}, at its field`, () => assert.throws(() => check(step, typed), atField(field)));
  }

  test('comes after the one before it, and cannot be jumped to', () => {
    assert.equal(stepAfter('kind'), 'name');
    assert.equal(stepAfter('people'), 'summary');
    assert.throws(() => stepAfter('summary'));
    assert.deepEqual(
      [reachable('kind', 0), reachable('name', 0), reachable('summary', STEPS.length - 1)],
      [true, false, true],
    );
  });
});

describe('the whole wizard', () => {
  const values: Record<string, string> = {
    ...suggested({ regionCode: '51.71', kind: 'savings_loan' }, today),
    ...{
      name: 'KSP Mekar Jaya',
      slug: 'mekar-jaya',
      shortCode: 'MJ',
      kind: 'savings_loan',
      regionCode: '51.71.01.1001',
    },
    ...{ name_ketua: 'Siti', username_ketua: 'siti', name_teller: 'Joko', username_teller: 'joko' },
  };
  const codes = { ketua: { code: 'A', hash: 'h'.repeat(43) }, teller: { code: 'B', hash: 'i'.repeat(43) } };

  test('suggests the zone of the province, and a chart by the kind', () => {
    assert.deepEqual([values['zone'], values['chartTemplate']], ['WITA', 'ksp']);
    assert.equal(suggested({ kind: 'consumer' }, today)['chartTemplate'], 'konsumen');
  });

  test('gives what the command takes: only who was named, and hashes instead of codes', () => {
    assert.deepEqual(namedOffices(values), ['ketua', 'teller']);
    const input = SetupInput.parse(setupInput({ values, codes }));
    assert.deepEqual(
      input.people.map(({ roles, codeHash }) => [roles, codeHash[0]]),
      [
        [['ketua'], 'h'],
        [['teller'], 'i'],
      ],
    );
    assert.deepEqual([input.savings?.voluntaryRatePpm, input.savings?.offered], [30_000, ['SS']]);
    assert.equal(JSON.stringify(setupInput({ values, codes })).includes('"A"'), false);
  });

  test('without limits sets none', () => {
    const input = setupInput({ values: { ...values, withdrawalAbove: '', cashOutAbove: '' }, codes });
    assert.deepEqual([input.parameters, 'withdrawalApprovalAbove' in input.savings], [[], false]);
  });
});
