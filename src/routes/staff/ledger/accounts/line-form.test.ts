import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { newLineInput, readTags, tagsText } from './line-form.ts';

const pesan = { choose: 'pilih', tags: 'tulis' };
const parents = [{ code: '6.1', kind: 'expense', normal: 'debit' }];

function refused(field: string) {
  return (error: unknown) => error instanceof DomainError && error.fields[0]?.field === field;
}

describe('the form of a chart line', () => {
  test('reads report codes as they are written, and writes them the same way', () => {
    const tags = readTags('jkuk=1110/1121,  dinas = A1 ,', 'x');
    assert.deepEqual(tags, { jkuk: '1110/1121', dinas: 'A1' });
    assert.deepEqual(readTags(tagsText(tags), 'x'), tags);
    assert.deepEqual(readTags('', 'x'), {});
  });

  test('refuses report codes without a form name', () => {
    assert.throws(() => readTags('1110', 'x'), refused('regulatory'));
  });

  test('takes kind and normal side from the group', () => {
    const input = newLineInput({ code: '6.1.20', name: 'Sewa', parentCode: '6.1', party: '' }, parents, pesan);
    assert.deepEqual([input.kind, input.normal, input.postable, input.party], ['expense', 'debit', true, null]);
  });

  test('lets a contra account stand on the other side', () => {
    assert.equal(newLineInput({ parentCode: '6.1', normal: 'credit' }, parents, pesan).normal, 'credit');
  });

  test('asks for the group when none is chosen', () => {
    assert.throws(() => newLineInput({ code: '6.1.20', name: 'Sewa' }, parents, pesan), refused('parentCode'));
  });
});
