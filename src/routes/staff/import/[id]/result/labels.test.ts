import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ISSUES } from '#imports';
import { importWords } from '#lib/text/import-words.ts';
import { importsText } from '#lib/text/imports.ts';
import { postedLabel, reasonLabel } from './labels.ts';

test('sums of a report are named in the language of the page', () => {
  assert.equal(postedLabel(importsText.id, importWords.id, 'savings:mandatory'), 'Saldo simpanan: Wajib');
  assert.equal(postedLabel(importsText.en, importWords.en, 'loan'), 'Loan balance');
});

test('every reason of a plan has a sentence in both languages', () => {
  for (const reason of Object.keys(ISSUES)) {
    assert.notEqual(reasonLabel(importWords.id, reason), reason);
    assert.notEqual(reasonLabel(importWords.en, reason), reason);
  }
});
