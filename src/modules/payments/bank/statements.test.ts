import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asStaff, testWorld } from '../../../../test/support/world.ts';
import {
  bcaCsv,
  camt,
  mt940,
  newAccount,
  openLines,
  reason,
  SET,
  secondBankLine,
  takeIn,
  upload,
} from './bank.fixture.ts';
import { addBankAccount, closeBankAccount } from './commands/accounts.ts';
import { acceptCertain } from './commands/matching.ts';
import { importStatement } from './commands/statements.ts';
import { bankAccount, bankAccounts, bankChart, bankUpload } from './queries/accounts.ts';
import { bankWorkbench } from './queries/workbench.ts';

const world = await testWorld();
const office = async () => asStaff(await world.cooperative(), undefined, 'Bu Bendahara');

test('a bank account has a chart line and a number of its own', async () => {
  const context = await office();
  await newAccount(context);
  const input = { bank: 'BRI', number: '999-1', name: 'Giro BRI', chartCode: '1.1.05', startsOn: '2026-10-01' };
  await assert.rejects(addBankAccount(context, input), reason('bank_account_taken'));
  const chartCode = await secondBankLine(context);
  await assert.rejects(
    addBankAccount(context, { ...input, chartCode, number: '0350000001' }),
    reason('bank_account_taken'),
  );
  await assert.rejects(addBankAccount(context, { ...input, chartCode, number: '12' }), reason('bank_number_format'));
  await assert.rejects(addBankAccount(context, { ...input, chartCode: '9.9.99' }), reason('chart_code_unknown'));
  await assert.rejects(addBankAccount(context, { ...input, chartCode: '2.1.41' }), reason('bank_line_not_cash'));
  await assert.rejects(
    addBankAccount(context, { ...input, chartCode, branchId: '01a20000-0000-7000-8000-000000000000' }),
    reason('branch_unknown'),
  );
  const { result } = await addBankAccount(context, { ...input, chartCode });
  const accounts = await bankAccounts(context, {});
  assert.deepEqual(accounts.map(({ label }) => label).sort(), ['BCA •••• 0001', 'BRI •••• 9991']);
  assert.equal(
    JSON.stringify(accounts, (_, value) => (typeof value === 'bigint' ? `${value}` : value)).includes('0350000001'),
    false,
  );
  await closeBankAccount(context, { id: result.id });
  await assert.rejects(upload(context, result.id, mt940(SET)), reason('bank_account_closed'));
  assert.equal(
    (await bankChart(context, {})).banks.some(({ code }) => code === chartCode),
    true,
  );
});

test('who may only look cannot change anything', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const pengawas = asStaff(context, ['bank.read'], 'Pengawas');
  await assert.rejects(upload(pengawas, accountId, mt940(SET)), reason('permission_missing'));
  await assert.rejects(acceptCertain(pengawas, { accountId }), reason('permission_missing'));
  await assert.rejects(bankAccounts(asStaff(context, ['ledger.read']), {}), reason('permission_missing'));
  assert.equal((await bankAccounts(pengawas, {})).length, 1);
});

test('a file is shown with every warning before its lines are taken in', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const noBalance =
    'Tanggal,Keterangan,Debet,Kredit\n05/10/2026,SETORAN,0,500.00\n05/10/2026,SETORAN,0,500.00\n01/09/2026,LAMA,0,1.00';
  const uploadId = await upload(context, accountId, noBalance);
  const preview = await bankUpload(context, { id: uploadId });
  assert.deepEqual(
    preview.warnings.map(({ code }) => code),
    ['account_unstated', 'no_balance', 'line_twice', 'before_start'],
  );
  await assert.rejects(importStatement(context, { uploadId }), reason('statement_warnings_unseen'));
  assert.deepEqual((await importStatement(context, { uploadId, agreed: true })).result, {
    accountId,
    read: 3,
    added: 2,
  });
  await assert.rejects(bankUpload(context, { id: accountId }), reason('bank_upload_unknown'));
});

test('the same file twice, and an overlapping one, add no line twice', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await takeIn(context, accountId, bcaCsv(SET.slice(0, 2)));
  const again = await upload(context, accountId, bcaCsv(SET.slice(0, 2)));
  await assert.rejects(bankUpload(context, { id: again }), reason('statement_known'));
  await assert.rejects(importStatement(context, { uploadId: again, agreed: true }), reason('statement_known'));
  assert.equal((await takeIn(context, accountId, bcaCsv(SET))).added, 1);
  await assert.rejects(takeIn(context, accountId, camt(SET)), reason('statement_known'));
  assert.equal((await openLines(context, accountId)).length, 3);
});

test('two people who take the same file in at once add its lines once', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const uploads = [await upload(context, accountId, bcaCsv(SET)), await upload(context, accountId, bcaCsv(SET))];
  const results = await Promise.allSettled(
    uploads.map((uploadId) => importStatement(context, { uploadId, agreed: true })),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await openLines(context, accountId)).length, 3);
});

test('a file of another account, in another currency, or of days to come is refused', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const other = await upload(context, accountId, mt940(SET, 0n, '7770001'));
  await assert.rejects(
    bankUpload(context, { id: other }),
    (error: { reason: string; pesan: string }) =>
      error.reason === 'statement_other_account' &&
      error.pesan.startsWith('Berkas ini milik rekening •••• 0001, bukan BCA •••• 0001'),
  );
  const dollars = await upload(context, accountId, mt940(SET).replaceAll('IDR', 'USD'));
  await assert.rejects(bankUpload(context, { id: dollars }), reason('statement_currency'));
  const late = await upload(context, accountId, mt940([{ on: '2026-12-24', amount: 100n, text: 'X' }]));
  await assert.rejects(bankUpload(context, { id: late }), reason('statement_in_future'));
  const both = await upload(context, accountId, mt940(SET) + mt940(SET, 0n, '7770002'));
  assert.deepEqual(
    (await bankUpload(context, { id: both })).warnings.map(({ code }) => code),
    ['other_accounts'],
  );
});

test('a gap between statements shows with its amount', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  await takeIn(context, accountId, mt940(SET.slice(0, 1)));
  const uploadId = await upload(context, accountId, mt940(SET.slice(2), 47_000_000n));
  const preview = await bankUpload(context, { id: uploadId });
  assert.match(preview.warnings[0]?.text ?? '', /Di antara 5 Oktober 2026 dan 20 Oktober 2026 .* -Rp 30.000/);
  await importStatement(context, { uploadId, agreed: true });
  assert.deepEqual(
    (await bankAccount(context, { id: accountId })).gaps.map(({ differenceSen }) => differenceSen),
    [-3_000_000n],
  );
});

test('another cooperative sees none of it', async () => {
  const context = await office();
  const accountId = await newAccount(context);
  const stranger = await office();
  await assert.rejects(bankWorkbench(stranger, { accountId }), reason('bank_account_unknown'));
  await assert.rejects(upload(stranger, accountId, mt940(SET)), reason('bank_account_unknown'));
});
