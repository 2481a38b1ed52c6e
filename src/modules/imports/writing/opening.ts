import { newId } from '#kernel/ids';
import { type Sen, sen, sumSen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type EntryDraft, type LineDraft, openAccounts, post } from '#ledger';
import { accountsOfMembers, openSavingsAccounts } from '#savings';
import type { SavingsKind } from '../layout/fields.ts';
import { isRunning } from '../plan/loan-types.ts';
import type { Plan, PlanRow } from '../plan/types.ts';
import type { PreviewRecord } from '../queries.ts';
import { type Progress, progressOf, type WriteRefusal } from '../report.ts';
import type { Settings } from '../schema.ts';
import { insertPositions, insertWritten, type PositionRow, type WrittenRow } from '../store.ts';
import { counterAccount, loanCodeFor, productsFor } from './accounts.ts';
import { loanProductsFor } from './loan-products.ts';
import { loanReport, noteLoans, openLoans, planLoans } from './loans.ts';
import { type ResolvedMembers, resolveMembers } from './members.ts';

/** An entry takes 30,000 lines; a larger opening is cut into several, each balanced by itself. */
const LINES_PER_ENTRY = 29_000;

/** Writes members, savings accounts, running loans, positions and one balanced opening entry, in the caller's transaction. */
export async function writeOpening(
  scope: Scope,
  record: PreviewRecord,
  plan: Plan,
  settings: Settings,
): Promise<Progress> {
  const products = await productsFor(scope, plan, settings);
  const loanProducts = await loanProductsFor(scope, plan, settings);
  const loanCode = await loanCodeFor(scope, plan, settings);
  const agreed = plan.rows.filter((row) => row.take);
  const members = await resolveMembers(scope, agreed, settings.openingDate);
  const enrolled = without(agreed, members.refusals);
  const loans = await planLoans(scope, enrolled, { members, products: loanProducts, on: settings.openingDate });
  const rows = without(enrolled, loans.refusals);
  const savings = await savingsLines(scope, rows, { members, products, settings });
  const taken = await openLoans(scope, loans, new Set(rows.map((row) => row.line)));
  const positions = positionRows(rows, { members, products, loanCode, asLoans: loanProducts !== null });
  await openPositions(scope, record.id, positions, settings);
  const lines = [
    ...savings,
    ...taken.opened.flatMap((loan) => loan.lines),
    ...positions.map((position) => ({ accountId: position.id, amountSen: position.amountSen })),
  ];
  const { entries, entryOf } = await postOpening(scope, { lines, record, settings });
  await noteLoans(scope, taken, entryOf);
  await insertWritten(scope, record.id, writtenRows(rows, entries[0]?.id ?? null));
  const entryNumbers = entries.map((entry) => entry.number);
  const positionIds = positions.flatMap(({ id, kind }) => (kind === 'loan' ? [id] : []));
  const report = await loanReport(scope, rows, [...taken.opened.map(({ id }) => id), ...positionIds]);
  const refusals = [...members.refusals, ...loans.refusals];
  return {
    ...progressOf({ membersAdded: members.added, entryNumbers, refusals }),
    ...(report ? { loans: report } : {}),
  };
}

function without(rows: readonly PlanRow[], refusals: readonly WriteRefusal[]): PlanRow[] {
  const refused = new Set(refusals.map((refusal) => refusal.line));
  return rows.filter((row) => !refused.has(row.line));
}

type Products = ReadonlyMap<SavingsKind, { readonly id: string; readonly chartCode: string }>;

/** Opens the savings accounts that are missing, and gives each its balance as a credit line. */
async function savingsLines(
  scope: Scope,
  rows: readonly PlanRow[],
  of: { members: ResolvedMembers; products: Products; settings: Settings },
): Promise<LineDraft[]> {
  const wanted = new Map<string, { memberId: string; productId: string; amount: Sen; paysDues: boolean }>();
  for (const row of rows) {
    const memberId = of.members.byKey.get(row.member?.key ?? '');
    for (const { item } of row.items) {
      const product = item.part === 'savings' ? of.products.get(item.savings) : undefined;
      if (item.part !== 'savings' || !memberId || !product || item.amount < 0n) continue;
      const name = `${memberId} ${product.id}`;
      const before = wanted.get(name)?.amount ?? 0n;
      const paysDues = item.savings === 'mandatory';
      wanted.set(name, { memberId, productId: product.id, amount: sen(before + item.amount), paysDues });
    }
  }
  const accountIds = await accountsFor(scope, [...wanted.values()], of.settings);
  return [...wanted.values()].map((one, index) => ({ accountId: accountIds[index] ?? '', amountSen: -one.amount }));
}

/** The account of each member and product: the one they have, else a new one. */
export async function accountsFor(
  scope: Scope,
  wanted: readonly { memberId: string; productId: string; amount?: bigint; paysDues?: boolean }[],
  settings: Pick<Settings, 'openingDate'>,
): Promise<string[]> {
  const held = new Map<string, string>();
  for (const account of await accountsOfMembers(scope, [...new Set(wanted.map((one) => one.memberId))])) {
    const name = `${account.memberId} ${account.productId}`;
    if (account.status !== 'closed' && !held.has(name)) held.set(name, account.id);
  }
  const missing = wanted.filter((one) => !held.has(`${one.memberId} ${one.productId}`));
  const opened = await openSavingsAccounts(
    scope,
    missing.map(({ memberId, productId, amount, paysDues }) => ({
      memberId,
      productId,
      openedOn: settings.openingDate,
      ...(paysDues && amount !== undefined ? { broughtInSen: amount, duesFrom: settings.openingDate } : {}),
    })),
  );
  for (const [index, one] of missing.entries()) held.set(`${one.memberId} ${one.productId}`, opened[index]?.id ?? '');
  return wanted.map((one) => held.get(`${one.memberId} ${one.productId}`) ?? '');
}

/**
 * Loans that are overpaid or a mere remnant (all of them, while the cooperative has no loan product), and savings that stood below zero:
 * amounts that no contract holds, each on an account of its own.
 */
function positionRows(
  rows: readonly PlanRow[],
  of: { members: ResolvedMembers; products: Products; loanCode: string | undefined; asLoans: boolean },
): PositionRow[] {
  return rows.flatMap((row) => {
    const memberId = of.members.byKey.get(row.member?.key ?? '');
    if (!memberId) return [];
    return row.items.flatMap(({ item }): PositionRow[] => {
      if (item.part === 'loan' && of.loanCode !== undefined) {
        if (of.asLoans && isRunning(item.amount)) return [];
        const { amount, loanNumber, tenor, originalAmount } = item;
        const own = { id: newId(), memberId, chartCode: of.loanCode, amountSen: amount, tenor };
        return [{ ...own, kind: 'loan', originalAmountSen: originalAmount, loanNumber }];
      }
      const product = item.part === 'savings' && item.amount < 0n ? of.products.get(item.savings) : undefined;
      if (!product) return [];
      const own = { id: newId(), memberId, chartCode: product.chartCode, amountSen: -item.amount };
      return [{ ...own, kind: 'negative_savings', originalAmountSen: null, loanNumber: '', tenor: '' }];
    });
  });
}

async function openPositions(
  scope: Scope,
  previewId: string,
  rows: readonly PositionRow[],
  settings: Settings,
): Promise<void> {
  if (rows.length === 0) return;
  await openAccounts(
    scope,
    rows.map((row) => ({
      id: row.id,
      chartCode: row.chartCode,
      name: row.kind === 'loan' ? `Pinjaman impor ${row.loanNumber}`.trim() : 'Simpanan minus (impor)',
      ownerKind: row.kind === 'loan' ? 'loan' : 'savings',
      ownerId: row.memberId,
      guarded: false,
    })),
  );
  await insertPositions(scope, { previewId, asOf: settings.openingDate, rows });
}

/** Posts the lines against the counter account: one entry, or as many as their number needs. `entryOf` names each account's. */
async function postOpening(
  scope: Scope,
  of: { lines: readonly LineDraft[]; record: PreviewRecord; settings: Settings },
): Promise<{ entries: { id: string; number: bigint }[]; entryOf: ReadonlyMap<string, string> }> {
  const lines = of.lines.filter((line) => line.amountSen !== 0n);
  if (lines.length === 0) return { entries: [], entryOf: new Map() };
  const counterId = await counterAccount(scope, of.settings.counterCode);
  const entries: EntryDraft[] = [];
  for (let start = 0; start < lines.length; start += LINES_PER_ENTRY) {
    const part = lines.slice(start, start + LINES_PER_ENTRY);
    const total = sumSen(part.map((line) => line.amountSen));
    entries.push({
      description: `Saldo awal dari berkas ${of.record.fileName}`.slice(0, 300),
      businessDate: of.settings.openingDate,
      source: 'imports.opening',
      lines: total === 0n ? part : [...part, { accountId: counterId, amountSen: -total }],
    });
  }
  const posted = await post(scope, entries);
  const entryOf = new Map(posted.flatMap(({ id, lines: own }) => own.map(({ accountId }) => [accountId, id] as const)));
  return { entries: posted, entryOf };
}

function writtenRows(rows: readonly PlanRow[], entryId: string | null): WrittenRow[] {
  return rows.flatMap((row) =>
    row.items.map(({ key, fingerprint, item }) => ({
      key,
      fingerprint,
      line: row.line,
      part: item.part,
      amountSen: item.amount,
      entryId,
    })),
  );
}
