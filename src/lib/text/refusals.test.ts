import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { refusalText } from './refusals.ts';
import { REFUSALS_EN } from './refusals-en.ts';

test('Indonesian is what the module wrote, English is told by the reason', () => {
  const refusal = { reason: 'period_closed', pesan: 'Pembukuan sudah ditutup' };
  assert.equal(refusalText(refusal, 'id'), 'Pembukuan sudah ditutup');
  assert.equal(refusalText(refusal, 'en'), 'The books for this date are closed, or not open yet');
});

test('the figures of a refusal are told in English too', () => {
  const low = {
    reason: 'balance_too_low',
    pesan: 'Saldo tidak cukup. Saldo Rp 120.000, yang bisa diambil Rp 100.000,50',
  };
  assert.equal(refusalText(low, 'en'), 'The balance is smaller than this amount (Rp 120.000, Rp 100.000,50)');
  const left = { reason: 'amount_over_remaining', pesan: 'Sisa simpanan pokok hanya Rp 100.000' };
  assert.equal(refusalText(left, 'en'), 'That is more than is left to pay: Rp 100.000');
  const pin = { reason: 'pin_wrong', pesan: 'PIN salah. Anda masih bisa mencoba 3 kali' };
  assert.equal(refusalText(pin, 'en'), 'Wrong PIN. You can try 3 more times');
});

test('a reason without English keeps its Indonesian', () => {
  assert.equal(refusalText({ reason: 'brand_new', pesan: 'Belum bisa' }, 'en'), 'Belum bisa');
});

test('nearly every reason that the modules name has its English', () => {
  const folder = join(import.meta.dirname, '../../modules');
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !/\.(test|fixture)\.ts$/.test(file));
  const reasons = new Set(
    files.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/DomainError\(\s*'[a-z_]+',\s*'([a-z_]+)'/g)].map(
        (found) => found[1] ?? '',
      ),
    ),
  );
  const missing = [...reasons].filter((reason) => REFUSALS_EN[reason] === undefined);
  assert.ok(reasons.size > 60, 'the reasons were found');
  assert.ok(missing.length <= reasons.size / 10, `without English: ${missing.join(', ')}`);
});
