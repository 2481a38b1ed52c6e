import { readBranches } from '#cooperatives';
import { command } from '#kernel/command';
import { assert, DomainError, fieldError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { newId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { generalAccountId, openAccount, setAccountStatus } from '#ledger';
import { actAtCounter, lockedBalance, ownSession } from './counter.ts';
import { countedSen, type Pieces, requireFree, requireNote } from './rules.ts';
import { CloseTillForInput, CloseTillInput, CountTillInput, OpenTillInput, TillInput } from './schema.ts';
import { tillChartCode } from './settings.ts';
import {
  type CountRecord,
  endSession,
  findTill,
  insertCount,
  insertSession,
  insertTill,
  type OpenSession,
  openSessions,
  roundsOn,
  type Till,
} from './store.ts';

/** What an installer says of a till. */
export type NewTill = Pick<Till, 'code' | 'name' | 'kind' | 'branchId'>;

/**
 * Step: adds a till with its guarded account under the cash line. A drawer's account is held until a teller opens it, so
 * that nothing is posted to a closed drawer; the vault is always open. Errors: `branch_unknown`, `till_code_taken`.
 */
export async function installTill(scope: Scope, till: NewTill): Promise<{ id: string; accountId: string }> {
  const branches = await readBranches(scope);
  if (!branches.some((branch) => branch.id === till.branchId && branch.status === 'active')) {
    throw fieldError('branchId', 'branch_unknown', 'Pilih cabang yang ada');
  }
  const id = newId();
  const chartCode = await tillChartCode(scope, 'account');
  const account = { id, chartCode, name: till.name, ownerKind: 'till' as const, ownerId: id, guarded: true };
  const accountId = await openAccount(scope, { ...account, branchId: till.branchId });
  if (!(await insertTill(scope, { ...till, id, accountId }))) {
    throw fieldError('code', 'till_code_taken', 'Kode kas ini sudah dipakai');
  }
  if (till.kind === 'drawer') await setAccountStatus(scope, { accountId, status: 'held' });
  return { id, accountId };
}

/** Adds a till. Errors: `branch_unknown`, `till_code_taken`. */
export const addTill = command({
  name: 'payments.addTill',
  permission: 'till.supervise',
  input: TillInput,
  run: (scope, input) => installTill(scope, input),
});

/**
 * Opens a till with its cash counted; what differs from the books is booked. The same day can be opened again only with
 * a second person. Errors: `till_unknown`, `till_taken`, `till_already_open`, `teller_has_till`, `vault_supervisor`,
 * `difference_needs_note`.
 */
export const openTill = command({
  name: 'payments.openTill',
  permission: 'till.operate',
  input: OpenTillInput,
  approval: async (scope, input): Promise<ApprovalNeed | null> => {
    const till = await requireTill(scope, input.tillId);
    if ((await roundsOn(scope, till.id, scope.today)) === 0) return null;
    await requireFreeTill(scope, till);
    const summary = `Buka lagi ${till.name} (${till.code}), yang sudah ditutup hari ini`;
    return { rule: 'till.reopen', summary, permission: 'till.supervise' };
  },
  run: async (scope, input) => {
    const till = await requireTill(scope, input.tillId);
    // The account's lock comes first: of two tellers at one drawer the second sees the first.
    const expected = await lockedBalance(scope, till);
    await requireFreeTill(scope, till);
    await setAccountStatus(scope, { accountId: till.accountId, status: 'open' });
    const round = (await roundsOn(scope, till.id, scope.today)) + 1;
    assert(round === 1 || scope.approvalId !== null, 'a second opening on one day was approved');
    const counted = countedSen(input.pieces);
    const id = newId();
    await insertSession(scope, { id, tillId: till.id, round, openingSen: expected });
    await bookCount(scope, { id, till, businessDate: scope.today }, { ...input, kind: 'opening', expected });
    return { sessionId: id, balance: formatDecimal(counted), difference: formatDecimal(counted - expected) };
  },
});

/** Counts the own drawer in between; nothing is booked. Error: `till_not_open`. */
export const countTill = command({
  name: 'payments.countTill',
  permission: 'till.operate',
  input: CountTillInput,
  run: async (scope, input) => {
    const session = await ownSession(scope);
    const expected = await lockedBalance(scope, session.till);
    const counted = countedSen(input.pieces);
    const { pieces, note } = input;
    const amounts = { expectedSen: expected, countedSen: counted };
    await insertCount(scope, { sessionId: session.id, kind: 'check', pieces, note, entryId: null, ...amounts });
    return {
      counted: formatDecimal(counted),
      expected: formatDecimal(expected),
      difference: formatDecimal(counted - expected),
    };
  },
});

/**
 * Closes the own till: counted, the difference booked, the account held so that nobody posts to it until it opens again.
 * Errors: `till_not_open`, `difference_needs_note`.
 */
export const closeTill = command({
  name: 'payments.closeTill',
  permission: 'till.operate',
  input: CloseTillInput,
  run: async (scope, input) => close(scope, await ownSession(scope), input),
});

/** Closes the till of a teller who is not there, by a supervisor. Errors: as `closeTill`. */
export const closeTillFor = command({
  name: 'payments.closeTillFor',
  permission: 'till.supervise',
  input: CloseTillForInput,
  run: async (scope, { tillId, ...count }) => {
    const [session] = await openSessions(scope, { tillId });
    if (!session) throw new DomainError('refused', 'till_not_open', 'Kas ini tidak sedang dibuka');
    return close(scope, session, count);
  },
});

async function close(scope: Scope, session: OpenSession, count: Omit<Count, 'kind' | 'expected'>) {
  const expected = await lockedBalance(scope, session.till);
  const counted = countedSen(count.pieces);
  await bookCount(scope, session, { ...count, kind: 'closing', expected });
  if (!(await endSession(scope, session.id))) {
    throw new DomainError('conflict', 'till_not_open', 'Kas ini sudah ditutup');
  }
  if (session.till.kind === 'drawer') {
    await setAccountStatus(scope, { accountId: session.till.accountId, status: 'held' });
  }
  return { sessionId: session.id, balance: formatDecimal(counted), difference: formatDecimal(counted - expected) };
}

async function requireTill(scope: Scope, id: string): Promise<Till> {
  const till = await findTill(scope, id);
  if (!till) throw fieldError('tillId', 'till_unknown', 'Kas ini tidak ada');
  if (till.kind === 'vault' && !scope.context.actor.permissions.has('till.supervise')) {
    throw new DomainError('forbidden', 'vault_supervisor', 'Brankas hanya dibuka oleh bendahara atau manajer');
  }
  return till;
}

async function requireFreeTill(scope: Scope, till: Till): Promise<void> {
  const wish = { tillId: till.id, tellerId: scope.context.actor.personId };
  requireFree(wish, await openSessions(scope, wish));
}

type Count = {
  readonly pieces: readonly Pieces[];
  readonly note: string;
  readonly kind: CountRecord['kind'];
  readonly expected: bigint;
};

/** Writes a count down and books what was found too much or too little, so that books and drawer agree again. */
async function bookCount(
  scope: Scope,
  session: Pick<OpenSession, 'id' | 'till' | 'businessDate'>,
  count: Count,
): Promise<void> {
  const counted = countedSen(count.pieces);
  const difference = counted - count.expected;
  requireNote(difference, count.note);
  const { id: sessionId, till } = session;
  const entryId = difference === 0n ? null : await bookDifference(scope, session, difference, count);
  const { kind, pieces, note } = count;
  await insertCount(scope, {
    sessionId,
    kind,
    pieces,
    note,
    entryId,
    expectedSen: count.expected,
    countedSen: counted,
  });
  assert((await lockedBalance(scope, till)) === counted, 'after a count the books hold what the drawer holds');
}

async function bookDifference(
  scope: Scope,
  session: Pick<OpenSession, 'id' | 'till' | 'businessDate'>,
  difference: bigint,
  count: Count,
): Promise<string> {
  const { till, businessDate } = session;
  const chartCode = await tillChartCode(scope, difference > 0n ? 'over' : 'short');
  const side = difference > 0n ? 'lebih' : 'kurang';
  const when = count.kind === 'opening' ? 'buka kas' : 'tutup kas';
  const { entryId } = await actAtCounter(scope, {
    till,
    sessionId: session.id,
    kind: 'difference',
    amountSen: difference,
    description: `Selisih ${side} ${when} ${till.code}: ${count.note}`,
    otherAccountId: await generalAccountId(scope, chartCode),
    businessDate,
  });
  return entryId;
}
