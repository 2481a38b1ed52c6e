import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { addMonths, startOfMonth } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { amountField, dateField, idField, textField } from '#kernel/fields';
import type { ApprovalNeed } from '#kernel/held';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { holdPostings, post } from '#ledger';
import { monthText, nextMonth } from '../depreciation.ts';
import { accountOf, freeAccounts, type WantedLine } from '../lines.ts';
import { DISPOSAL_KINDS, disposalLines, disposalResult } from '../rules/disposal.ts';
import { disposalLimitSen, resultCodes } from '../settings.ts';
import { type Asset, requireAsset } from '../store/assets.ts';

export const DisposalInput = z.strictObject({
  assetId: idField,
  kind: z.enum(DISPOSAL_KINDS, { error: 'Pilih cara pelepasan dari daftar' }),
  disposedOn: dateField,
  proceeds: amountField.optional(),
  /** Of a sale: the cash, bank or claim that the price goes to. */
  receivedIn: textField(20).optional(),
  reason: textField(200).min(3, { error: 'Tulis alasannya, paling pendek 3 huruf' }),
});
type Input = z.output<typeof DisposalInput>;

const KIND_WORDS = { sale: 'Penjualan', scrap: 'Penghapusan', donation: 'Hibah keluar', loss: 'Kehilangan' } as const;

/**
 * Takes an asset out of the register and the books: cost and accumulated depreciation leave, the price comes in, the rest is gain or loss.
 * Months before that of the disposal must be depreciated; its own month is not. Over a limit a second person agrees. Errors:
 * `asset_unknown`, `asset_disposed`, `depreciation_due`, `disposal_before_depreciation`, `disposal_before_purchase`, `sale_needs_price`,
 * `price_without_sale`, and those of `freeAccounts` and the ledger.
 */
export const disposeAsset = command({
  name: 'books.disposeAsset',
  permission: 'books.assets',
  input: DisposalInput,
  async approval(scope, input): Promise<ApprovalNeed | null> {
    const asset = await requireAsset(scope, input.assetId);
    check(asset, input);
    const proceedsSen = input.proceeds ?? 0n;
    const { bookSen } = disposalResult({ ...asset, proceedsSen });
    const amountSen = bookSen > proceedsSen ? bookSen : proceedsSen;
    if (amountSen <= (await disposalLimitSen(scope))) return null;
    return {
      rule: 'assets.disposal_approval_above',
      summary: `${KIND_WORDS[input.kind]} aset ${asset.code} ${asset.name}, nilai buku ${rupiahText(bookSen)}, harga ${rupiahText(proceedsSen)}. ${input.reason}`,
      amountSen,
      permission: 'books.close_year',
    };
  },
  async run(scope, input) {
    await holdPostings(scope);
    const asset = await requireAsset(scope, input.assetId);
    check(asset, input);
    const proceedsSen = input.proceeds ?? 0n;
    const { resultSen } = disposalResult({ ...asset, proceedsSen });
    const entryId = await book(scope, asset, input);
    const { personId, name } = scope.context.actor;
    await scope.tx.run(sql`
      insert into books.asset_disposal (cooperative_id, asset_id, kind, disposed_on, proceeds_sen, accumulated_sen, result_sen, reason,
             entry_id, disposed_by, disposed_by_name, written_at)
      values (${scope.cooperativeId}, ${asset.id}, ${input.kind}, ${input.disposedOn}, ${proceedsSen}, ${asset.accumulatedSen},
              ${resultSen}, ${input.reason}, ${entryId}, ${personId}, ${name}, ${scope.now})`);
    await scope.tx.run(sql`
      update books.asset set status = 'disposed' where cooperative_id = ${scope.cooperativeId} and id = ${asset.id}`);
    return { assetId: asset.id, entryId, result: formatDecimal(resultSen) };
  },
});

function check(asset: Asset, input: Input): void {
  if (asset.status === 'disposed') {
    throw new DomainError('conflict', 'asset_disposed', 'Aset ini sudah dilepas sebelumnya');
  }
  checkPrice(input);
  if (input.disposedOn < asset.acquiredOn) {
    throw fieldError('disposedOn', 'disposal_before_purchase', 'Tanggal pelepasan sebelum tanggal beli');
  }
  const month = startOfMonth(input.disposedOn);
  const next = nextMonth(asset);
  if (next && next.month < month) {
    throw fieldError(
      'disposedOn',
      'depreciation_due',
      `Jalankan dulu penyusutan ${monthText(next.month)}, supaya nilai buku aset ini benar`,
    );
  }
  const lastBooked = asset.monthsDone > 0 ? addMonths(asset.depreciatesFrom, asset.monthsDone - 1) : undefined;
  if (lastBooked !== undefined && lastBooked > month) {
    throw fieldError(
      'disposedOn',
      'disposal_before_depreciation',
      'Penyusutan bulan sesudah tanggal ini sudah dicatat. Pakai tanggal yang lebih baru',
    );
  }
}

function checkPrice({ kind, proceeds, receivedIn }: Input): void {
  const priced = proceeds !== undefined && proceeds > 0n;
  if (kind === 'sale' && !priced) throw fieldError('proceeds', 'sale_needs_price', 'Isi harga jualnya');
  if (kind === 'sale' && receivedIn === undefined) {
    throw fieldError('receivedIn', 'sale_needs_account', 'Pilih kas, bank, atau piutang yang menerima uangnya');
  }
  if (kind !== 'sale' && priced) {
    throw fieldError('proceeds', 'price_without_sale', 'Hanya penjualan yang mempunyai harga. Kosongkan');
  }
}

async function book(scope: Scope, asset: Asset, input: Input): Promise<string> {
  const { gain, loss } = await resultCodes(scope, input.disposedOn);
  const proceedsCode = input.kind === 'sale' ? (input.receivedIn ?? null) : null;
  const lines = disposalLines({
    ...asset,
    proceedsSen: input.proceeds ?? 0n,
    proceedsCode,
    gainCode: gain,
    lossCode: loss,
  });
  const kinds = ['asset', 'liability', 'revenue', 'expense'] as const;
  const wanted = lines.map(
    ({ code }): WantedLine =>
      code === proceedsCode ? { field: 'receivedIn', code, kinds: ['asset'] } : { field: 'assetId', code, kinds },
  );
  const accounts = await freeAccounts(scope, wanted);
  const [entry] = await post(scope, [
    {
      description: `${KIND_WORDS[input.kind]} aset ${asset.code} ${asset.name}`,
      businessDate: input.disposedOn,
      source: 'books.asset_disposal',
      reason: input.reason,
      ...(asset.branchId !== null && { branchId: asset.branchId }),
      lines: lines.map(({ code, amountSen }) => ({ accountId: accountOf(accounts, code), amountSen })),
    },
  ]);
  return entry?.id ?? '';
}
