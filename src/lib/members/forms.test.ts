import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { regions } from '#members';
import { changesOf } from './changes.ts';
import { heirValues, readHeirs } from './heirs-form.ts';
import { atFormFields, readPersonForm, refuseFaults } from './person-form.ts';
import { isStepForm, stepsFor } from './steps.ts';
import { villageOf } from './village.ts';

const blank = { fullName: 'Siti Aminah', nik: '', birthDate: '01/01/1980', sex: 'female', street: '', phone: '' };

test('a village is one, several to choose from, or unknown; the written-out name is itself again', async () => {
  const book = await regions();
  const one = villageOf(book, 'demaan kota kudus', '');
  assert.equal(one.kind === 'one' && one.name, 'Demaan, Kota Kudus, Kabupaten Kudus');
  assert.deepEqual(villageOf(book, 'Demaan, Kota Kudus, Kabupaten Kudus', ''), one);
  const many = villageOf(book, 'sukamaju', '');
  assert.ok(many.kind === 'many' && many.choices.length > 1);
  const chosen = many.choices[1]?.value ?? '';
  const settled = villageOf(book, 'sukamaju', chosen);
  assert.equal(settled.kind === 'one' && settled.code, chosen);
  assert.equal(villageOf(book, 'tidakadadesaini', '').kind, 'unknown');
  assert.equal(villageOf(book, '', '').kind, 'none');
});

test('a choice made for another name does not count', async () => {
  const book = await regions();
  const other = villageOf(book, 'sukamaju', '33.19.02.1017');
  assert.equal(other.kind, 'many');
});

test('a form is read as the commands take it, its unreadable parts named at its own fields', async () => {
  const form = await readPersonForm({ ...blank, birthDate: '31/02/1980', village: 'tidakadadesaini' }, 'id');
  assert.deepEqual(
    form.faults.map((fault) => fault.field),
    ['village', 'birthDate'],
  );
  const good = await readPersonForm({ ...blank, village: 'demaan kota kudus' }, 'id');
  assert.deepEqual(good.faults, []);
  assert.equal(good.input['birthDate'], '1980-01-01');
  assert.equal(good.values['village'], 'Demaan, Kota Kudus, Kabupaten Kudus');
});

test('a refusal of the command stands at the form’s fields', () => {
  const refusal = new DomainError('invalid', 'input_invalid', 'x', [
    { field: 'address.villageCode', code: 'address_village', pesan: 'y' },
    { field: 'nik', code: 'nik_format', pesan: 'z' },
  ]);
  const moved = atFormFields(refusal, 'id');
  assert.ok(moved instanceof DomainError);
  assert.deepEqual(
    moved.fields.map((field) => field.field),
    ['village', 'nik'],
  );
  const bug = new Error('bug');
  assert.equal(atFormFields(bug, 'id'), bug);
});

test('a blank field is named in the list of faults', () => {
  const blankName = new DomainError('invalid', 'input_invalid', 'x', [
    { field: 'fullName', code: 'too_small', pesan: 'Wajib diisi' },
    { field: 'address.street', code: 'required', pesan: 'Wajib diisi' },
  ]);
  const told = atFormFields(blankName, 'id');
  assert.ok(told instanceof DomainError);
  assert.deepEqual(
    told.fields.map((field) => field.pesan),
    ['Tulis nama lengkap', 'Tulis jalan dan nomor rumah'],
  );
});

test('a step of a form is refused for its own fields only', async () => {
  const form = await readPersonForm({ ...blank, birthDate: '' }, 'id');
  refuseFaults(form, [], ['phone', 'street']);
  assert.throws(() => refuseFaults(form, [], ['birthDate']), { reason: 'input_invalid' });
});

test('blank masked fields of an edit change nothing; what is shown says all', async () => {
  const form = await readPersonForm({ ...blank, occupation: '' }, 'id');
  const changes = changesOf(form);
  assert.ok(!('nik' in changes) && !('phone' in changes) && !('address' in changes));
  assert.equal(changes['occupation'], '');
  const same = { ...blank, village: 'Demaan, Kota Kudus, Kabupaten Kudus' };
  const stayed = await readPersonForm({ ...same, villageWas: same.village }, 'id');
  assert.ok(!('address' in changesOf(stayed)));
  const moved = changesOf(await readPersonForm({ ...blank, street: 'Jl. Baru 1' }, 'id'));
  assert.equal((moved['address'] as { street: string }).street, 'Jl. Baru 1');
});

test('heirs are the rows with a name, moved up', () => {
  const { heirs, values } = readHeirs({ heir2_fullName: 'Budi', heir2_relationship: 'child' });
  assert.deepEqual(heirs, [{ fullName: 'Budi', relationship: 'child', phone: '', sharePercent: '' }]);
  assert.equal(values['heir0_fullName'], 'Budi');
  assert.equal(values['heir2_fullName'], '');
  const back = readHeirs(heirValues([{ fullName: 'Ani', relationship: 'spouse', sharePercent: 100 }]));
  assert.deepEqual(back.heirs, [{ fullName: 'Ani', relationship: 'spouse', phone: '', sharePercent: '100' }]);
});

test('a page offers only the steps that are open and allowed', () => {
  const board = new Set(['members.admit', 'members.write'] as const);
  assert.deepEqual(stepsFor({ status: 'active', settled: false }, board), ['suspend', 'exit']);
  assert.deepEqual(stepsFor({ status: 'active', settled: false }, new Set(['members.write'])), ['exit']);
  assert.deepEqual(stepsFor({ status: 'exiting', settled: false }, board), ['withdraw-exit']);
  assert.deepEqual(stepsFor({ status: 'exiting', settled: false }, new Set(['savings.withdraw'])), ['settle']);
  assert.deepEqual(stepsFor({ status: 'exiting', settled: true }, board), ['complete-exit']);
  assert.deepEqual(stepsFor({ status: 'exited', settled: true }, board), ['rejoin']);
  assert.equal(isStepForm('toString'), false);
});
