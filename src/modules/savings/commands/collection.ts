import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { formatDecimal, parseDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { membersByNumber } from '#members';
import { accountsByNumber, accountsOfMembers, type SavingsAccount } from '../queries/account-rows.ts';
import { readTerms, type Terms } from '../queries/products.ts';
import { mandatoryDues } from '../rules/dues.ts';
import { splitPayroll } from '../rules/payroll.ts';
import { CollectionInput } from '../schema.ts';
import { type CollectedRow, insertCollection } from '../store/collections.ts';
import { askerOf } from './deposit.ts';
import { type CollectedPart, decideCollected } from './teller.ts';
import { loadTeller, type TellerState, type TellerWrite, writeTeller } from './teller-state.ts';

type Row = CollectionInput['rows'][number];

/**
 * Takes a payroll or collector's file into savings: each line is posted or refused by itself, with the reason, in one transaction; a
 * replay answers the same. A line names an account, or a member: then wajib is filled first and the rest goes to sukarela.
 * Errors: `file_already_collected`, `cash_account_unknown`; of a line: `reference_unknown`, `product_not_held`, `duplicate_line`,
 * `amount_format`, `amount_not_positive`, and those of a deposit.
 */
export const collect = command({
  name: 'savings.collect',
  permission: 'savings.collect',
  input: CollectionInput,
  async run(scope, input) {
    const on = input.happenedOn ?? scope.today;
    const found = await findTargets(scope, input.rows);
    const state = await loadTeller(scope, { accountIds: found.accountIds, cashAccountIds: [input.cashAccountId] });
    const cashAccountId = requireCash(state, input.cashAccountId);
    const { rows, writes } = decideRows(scope, input, { ...found, state, on, cashAccountId });
    const results = await writeTeller(scope, writes, state);
    const receipts = new Map(results.map(({ entryId, receiptNumber }) => [entryId, receiptNumber]));
    const kept = rows.map((row) => ({ ...row, receiptNumber: receipts.get(row.entryId ?? '') ?? null }));
    const { fileName, contentHash } = input;
    const id = await insertCollection(scope, { fileName, contentHash, happenedOn: on, cashAccountId, rows: kept });
    const posted = kept.filter(({ outcome }) => outcome === 'posted');
    return {
      id,
      posted: posted.length,
      refused: kept.length - posted.length,
      amount: formatDecimal(posted.reduce((sum, { amountSen }) => sum + amountSen, 0n)),
    };
  },
});

type Targets = {
  readonly accountIds: readonly string[];
  readonly byNumber: ReadonlyMap<string, SavingsAccount>;
  readonly byMember: ReadonlyMap<string, readonly SavingsAccount[]>;
  readonly terms: readonly Terms[];
};

async function findTargets(scope: Scope, rows: readonly Row[]): Promise<Targets> {
  const references = [...new Set(rows.map(({ reference }) => reference))];
  const [accounts, members] = await Promise.all([
    accountsByNumber(scope, references),
    membersByNumber(scope, references),
  ]);
  const owned = await accountsOfMembers(
    scope,
    [...members.values()].map(({ id }) => id),
  );
  const open = Map.groupBy(
    owned.filter(({ status }) => status !== 'closed'),
    ({ memberId }) => memberId,
  );
  const byMember = new Map([...members].map(([number, { id }]) => [number, open.get(id) ?? []]));
  const all = [...accounts, ...owned];
  const mandatory = new Set(all.filter(({ kind }) => kind === 'mandatory').map(({ productId }) => productId));
  return {
    accountIds: [...new Set(all.map(({ id }) => id))],
    byNumber: new Map(accounts.map((account) => [account.number, account])),
    byMember,
    terms: await readTerms(scope, [...mandatory]),
  };
}

type Deciding = Targets & { readonly state: TellerState; readonly on: BusinessDate; readonly cashAccountId: string };

function decideRows(
  scope: Scope,
  input: CollectionInput,
  deciding: Deciding,
): { rows: Omit<CollectedRow, 'receiptNumber'>[]; writes: TellerWrite[] } {
  const writes: TellerWrite[] = [];
  const seen = new Set<string>();
  const rows = input.rows.map((row) => {
    const { line, reference } = row;
    const kept = { line, reference, amountSen: amountOrZero(row.amount) };
    try {
      const name = `${reference} ${row.product ?? ''}`;
      if (seen.has(name)) throw refusal('duplicate_line', 'Nomor ini sudah ada di baris sebelumnya');
      const parts = partsOf(scope, row, deciding);
      const { on, cashAccountId, state } = deciding;
      const write = decideCollected(state, { parts, cashAccountId, on, note: input.fileName }, askerOf(scope));
      seen.add(name);
      writes.push(write);
      const accountId = parts[0]?.accountId ?? null;
      return { ...kept, outcome: 'posted' as const, accountId, entryId: write.entry.id, reason: null, pesan: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { reason, pesan } = error;
      return { ...kept, outcome: 'refused' as const, accountId: null, entryId: null, reason, pesan };
    }
  });
  return { rows, writes };
}

function partsOf(scope: Scope, row: Row, deciding: Deciding): CollectedPart[] {
  const amountSen = parseDecimal(row.amount);
  if (amountSen === 0n) throw refusal('amount_not_positive', 'Jumlah harus lebih dari nol');
  const account = deciding.byNumber.get(row.reference);
  if (account) return [{ accountId: account.id, amountSen }];
  const owned = deciding.byMember.get(row.reference);
  if (!owned) throw refusal('reference_unknown', 'Nomor anggota atau nomor simpanan ini tidak ada');
  if (row.product) {
    const chosen = owned.find(({ productCode }) => productCode === row.product?.toUpperCase());
    if (!chosen) throw refusal('product_not_held', `Anggota ini tidak punya simpanan ${row.product}`);
    return [{ accountId: chosen.id, amountSen }];
  }
  const parts = splitPayroll(amountSen, mandatoryTarget(scope, owned, deciding), openVoluntary(owned));
  if (parts.length === 0) throw refusal('product_not_held', 'Anggota ini belum punya simpanan wajib atau sukarela');
  return parts;
}

function mandatoryTarget(scope: Scope, owned: readonly SavingsAccount[], { state, terms }: Deciding) {
  const account = owned.find(({ kind }) => kind === 'mandatory');
  if (!account) return undefined;
  const balanceSen = state.books.accounts.get(account.id)?.balanceSen ?? account.balanceSen;
  const own = terms.filter(({ productId }) => productId === account.productId);
  const { arrearsSen, monthlySen } = mandatoryDues({ ...account, balanceSen }, own, scope.today);
  return { accountId: account.id, arrearsSen, monthlySen };
}

function openVoluntary(owned: readonly SavingsAccount[]): string | undefined {
  return owned.find(({ kind, status }) => kind === 'voluntary' && status === 'open')?.id;
}

function requireCash(state: TellerState, wanted: string | undefined): string {
  const cash = wanted === undefined ? state.generalCash : state.cash.get(wanted);
  if (cash?.ownerKind !== 'general')
    throw new DomainError('not_found', 'cash_account_unknown', 'Kas atau bank ini tidak ada');
  return cash.id;
}

function amountOrZero(text: string): bigint {
  try {
    return parseDecimal(text);
  } catch {
    return 0n;
  }
}

function refusal(reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan);
}
