import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { checkDate, type EntryDraft, inNormalSign, loadBooks, planPosting, writePosting } from '#ledger';
import type { KeyedItem, Plan, PlanRow } from '../plan/types.ts';
import type { PreviewRecord } from '../queries.ts';
import { type Progress, progressOf, type WriteRefusal } from '../report.ts';
import type { Settings } from '../schema.ts';
import { insertWritten, type WrittenRow } from '../store.ts';
import { counterAccount, productsFor } from './accounts.ts';
import { resolveMembers } from './members.ts';
import { accountsFor } from './opening.ts';

/** Rows written in one transaction. */
export const BATCH_ROWS = 2_000;

type Movement = {
  readonly row: PlanRow;
  readonly keyed: KeyedItem;
  readonly date: BusinessDate;
  readonly amount: bigint;
};

/**
 * The agreed movements in the order in which they are written: by day, money in before money out, then as the file has
 * them, so that a withdrawal finds the deposit of its day.
 */
export function movementsInOrder(plan: Plan): Movement[] {
  return plan.rows
    .filter((row) => row.take)
    .flatMap((row) =>
      row.items.flatMap((keyed) =>
        keyed.item.part === 'mutation' ? [{ row, keyed, date: keyed.item.date, amount: keyed.item.amount }] : [],
      ),
    )
    .sort(
      (a, b) =>
        (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) ||
        Number(b.amount > 0n) - Number(a.amount > 0n) ||
        a.row.line - b.row.line,
    );
}

/**
 * Writes one batch of movements, each as an entry of its own day. A movement whose member is refused, whose day is not
 * open in the books, or that would overdraw is told and left; the others are written.
 */
export async function writeMovements(
  scope: Scope,
  of: { record: PreviewRecord; plan: Plan; settings: Settings; movements: readonly Movement[] },
): Promise<Progress> {
  const products = await productsFor(scope, of.plan, of.settings);
  const first = of.movements[0]?.date ?? of.settings.openingDate;
  const members = await resolveMembers(
    scope,
    of.movements.map(({ row }) => row),
    first,
  );
  const known = of.movements.filter(({ row }) => members.byKey.has(row.member?.key ?? ''));
  const wanted = known.map(({ row, keyed }) => ({
    memberId: members.byKey.get(row.member?.key ?? '') ?? '',
    productId: ('savings' in keyed.item && products.get(keyed.item.savings)?.id) || '',
  }));
  const distinct = new Map(wanted.map((one) => [`${one.memberId} ${one.productId}`, one]));
  const ids = await accountsFor(scope, [...distinct.values()], { openingDate: first });
  const accountIds = new Map([...distinct.keys()].map((name, index) => [name, ids[index] ?? '']));
  const placed = known.map((movement, index) => ({
    ...movement,
    accountId: accountIds.get(`${wanted[index]?.memberId} ${wanted[index]?.productId}`) ?? '',
  }));
  const posted = await postMovements(scope, of, placed);
  const refusals = [...uniqueByLine(members.refusals), ...posted.refusals];
  return progressOf({ membersAdded: members.added, entryNumbers: posted.numbers, refusals });
}

async function postMovements(
  scope: Scope,
  of: { record: PreviewRecord; settings: Settings },
  movements: readonly (Movement & { accountId: string })[],
): Promise<{ numbers: bigint[]; refusals: WriteRefusal[] }> {
  const counterId = await counterAccount(scope, of.settings.counterCode);
  const books = await loadBooks(scope, [counterId, ...movements.map((movement) => movement.accountId)]);
  const balances = new Map<string, bigint>();
  const refusals: WriteRefusal[] = [];
  const drafts: { draft: EntryDraft; movement: Movement }[] = [];
  for (const movement of movements) {
    const account = books.accounts.get(movement.accountId);
    if (!account) continue;
    const before = balances.get(account.id) ?? account.balanceSen;
    const after = before + inNormalSign(account, -movement.amount);
    const overdraws = after < account.floorSen && movement.amount < 0n;
    const refusal = account.status === 'open' ? refusalOf(books, movement, overdraws) : notOpen(movement);
    if (refusal) {
      refusals.push(refusal);
      continue;
    }
    balances.set(account.id, after);
    drafts.push({ draft: draftOf(movement, counterId), movement });
  }
  const planned = planPosting(
    books,
    drafts.map(({ draft }) => draft),
  );
  if (planned.length > 0) await writePosting(scope, books, planned);
  const written = drafts.map(
    ({ movement }, index): WrittenRow => ({
      key: movement.keyed.key,
      fingerprint: movement.keyed.fingerprint,
      line: movement.row.line,
      part: 'mutation',
      amountSen: movement.amount,
      entryId: planned[index]?.id ?? null,
    }),
  );
  if (written.length > 0) await insertWritten(scope, of.record.id, written);
  return { numbers: planned.map((entry) => entry.number), refusals };
}

function refusalOf(
  books: Parameters<typeof checkDate>[0],
  movement: Movement,
  overdraws: boolean,
): WriteRefusal | undefined {
  if (overdraws) {
    return {
      line: movement.row.line,
      reason: 'balance_too_low',
      pesan: 'Penarikan ini melebihi saldo anggota pada tanggalnya',
    };
  }
  try {
    checkDate(books, movement.date);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { line: movement.row.line, reason: error.reason, pesan: error.pesan };
  }
}

function notOpen(movement: Movement): WriteRefusal {
  return { line: movement.row.line, reason: 'account_held', pesan: 'Simpanan anggota ini ditutup atau dikunci' };
}

function draftOf(movement: Movement & { accountId: string }, counterId: string): EntryDraft {
  const { item } = movement.keyed;
  const said = item.part === 'mutation' ? item.description : '';
  const way = movement.amount > 0n ? 'Setoran' : 'Penarikan';
  return {
    description: said || `${way} simpanan (impor)`,
    businessDate: movement.date,
    source: 'imports.mutation',
    lines: [
      { accountId: movement.accountId, amountSen: -movement.amount },
      { accountId: counterId, amountSen: movement.amount },
    ],
  };
}

function uniqueByLine(refusals: readonly WriteRefusal[]): WriteRefusal[] {
  return [...new Map(refusals.map((refusal) => [refusal.line, refusal])).values()];
}
