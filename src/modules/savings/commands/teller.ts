import { OFFICE_SERIES, type ReceiptDraft, type ReceiptKind } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { rupiahText } from '#kernel/money';
import { type PlannedEntry, planPosting } from '#ledger';
import {
  checkDeposit,
  checkWithdrawal,
  type Movement,
  needsApproval,
  principalRemainingSen,
} from '../rules/movement.ts';
import type { CashAccount, TellerAccount } from '../store/teller-accounts.ts';
import type { Asker, CashMovement, TellerState, TellerWrite } from './teller-state.ts';

/** Step two: decides one deposit on the working state. Errors: those of `checkDeposit` and of the ledger. */
export function decideDeposit(state: TellerState, asked: CashMovement, asker: Asker): TellerWrite {
  const account = accountOf(state, asked.accountId);
  const cash = cashOf(state, asked);
  checkDeposit(account, movementOf(state, asked));
  const description = `Setoran ${account.productName} ${account.number}`;
  const entry = plan(state, { ...asked, description, source: 'savings.deposit' }, asker, [
    { accountId: cash.id, amountSen: asked.amountSen },
    { accountId: account.id, amountSen: -asked.amountSen },
  ]);
  const balanceSen = balanceOf(state, account.id);
  const completes = account.kind === 'principal' && principalRemainingSen(account.dueSen, balanceSen) === 0n;
  return {
    entry,
    receipt: receiptOf(entry, 'savings_deposit', asked, asker),
    balanceSen,
    ...(completes && account.memberStatus === 'accepted'
      ? { activates: { memberId: account.memberId, on: asked.on } }
      : {}),
  };
}

/** Step two: decides one withdrawal. Errors: those of `checkWithdrawal` and of the ledger. */
export function decideWithdrawal(state: TellerState, asked: CashMovement, asker: Asker): TellerWrite {
  const account = accountOf(state, asked.accountId);
  const cash = cashOf(state, asked);
  checkWithdrawal(account, movementOf(state, asked));
  const description = `Penarikan ${account.productName} ${account.number}`;
  const entry = plan(state, { ...asked, description, source: 'savings.withdrawal' }, asker, [
    { accountId: account.id, amountSen: asked.amountSen },
    { accountId: cash.id, amountSen: -asked.amountSen },
  ]);
  return {
    entry,
    receipt: receiptOf(entry, 'savings_withdrawal', asked, asker),
    balanceSen: balanceOf(state, account.id),
  };
}

export type TransferMovement = Omit<CashMovement, 'accountId' | 'cashAccountId'> & {
  readonly fromAccountId: string;
  readonly toAccountId: string;
};

/** Step two: decides one transfer between savings. `balanceSen` is the sender's. Errors: those of both sides. */
export function decideTransfer(state: TellerState, asked: TransferMovement, asker: Asker): TellerWrite {
  const from = accountOf(state, asked.fromAccountId);
  const to = accountOf(state, asked.toAccountId);
  checkWithdrawal(from, movementOf(state, { ...asked, accountId: from.id }));
  checkDeposit(to, movementOf(state, { ...asked, accountId: to.id }));
  const description = `Pindah dari ${from.number} ke ${to.number}`;
  const entry = plan(state, { ...asked, description, source: 'savings.transfer' }, asker, [
    { accountId: from.id, amountSen: asked.amountSen },
    { accountId: to.id, amountSen: -asked.amountSen },
  ]);
  const paid = to.kind === 'principal' && principalRemainingSen(to.dueSen, balanceOf(state, to.id)) === 0n;
  return {
    entry,
    receipt: receiptOf(entry, 'savings_transfer', asked, asker),
    balanceSen: balanceOf(state, from.id),
    ...(paid && to.memberStatus === 'accepted' ? { activates: { memberId: to.memberId, on: asked.on } } : {}),
  };
}

/** A part of one collected amount. */
export type CollectedPart = { readonly accountId: string; readonly amountSen: bigint };

/**
 * Step two: decides one line of a payroll file as one entry, whose parts go to savings of one member; all of it or nothing.
 * `balanceSen` is that of the first part's account. Errors: those of a deposit.
 */
export function decideCollected(
  state: TellerState,
  asked: { parts: readonly CollectedPart[]; cashAccountId: string; on: BusinessDate; note: string },
  asker: Asker,
): TellerWrite {
  const amountSen = asked.parts.reduce((sum, part) => sum + part.amountSen, 0n);
  const first = accountOf(state, asked.parts[0]?.accountId ?? '');
  for (const part of asked.parts) {
    checkDeposit(accountOf(state, part.accountId), movementOf(state, { ...part, on: asked.on }));
  }
  const description = `Setoran kolektif ${asked.parts.map(({ accountId }) => accountOf(state, accountId).number).join(', ')}`;
  const entry = plan(state, { ...asked, description, source: 'savings.deposit' }, asker, [
    { accountId: asked.cashAccountId, amountSen },
    ...asked.parts.map((part) => ({ accountId: part.accountId, amountSen: -part.amountSen })),
  ]);
  const balanceSen = balanceOf(state, first.id);
  const completes = first.kind === 'principal' && principalRemainingSen(first.dueSen, balanceSen) === 0n;
  return {
    entry,
    receipt: receiptOf(entry, 'savings_deposit', { amountSen }, asker),
    balanceSen,
    ...(completes && first.memberStatus === 'accepted'
      ? { activates: { memberId: first.memberId, on: asked.on } }
      : {}),
  };
}

/**
 * Why a withdrawal or transfer of this size waits for a second person, or null. What would be refused anyway is refused now, not
 * after somebody approved it.
 */
export function approvalNeed(
  state: TellerState,
  asked: { accountId: string; amountSen: bigint; on: BusinessDate },
): ApprovalNeed | null {
  const account = accountOf(state, asked.accountId);
  const { amountSen } = asked;
  if (!needsApproval(account, amountSen)) return null;
  checkWithdrawal(account, movementOf(state, asked));
  const limit = rupiahText(account.approvalAboveSen ?? 0n);
  return {
    rule: `savings.approval_above ${limit}`,
    summary: `Ambil ${rupiahText(amountSen)} dari ${account.productName} ${account.number}, ${account.memberName}`,
    amountSen,
    permission: 'approvals.decide',
  };
}

function accountOf(state: TellerState, id: string): TellerAccount {
  const account = state.accounts.get(id);
  if (!account) throw new DomainError('not_found', 'savings_account_unknown', 'Simpanan ini tidak ada');
  return account;
}

function cashOf(state: TellerState, asked: CashMovement): CashAccount {
  const cash = asked.cashAccountId === undefined ? state.generalCash : state.cash.get(asked.cashAccountId);
  if (!cash || (cash.ownerKind !== 'general' && !asked.mayUseTill)) {
    throw new DomainError('not_found', 'cash_account_unknown', 'Kas atau bank ini tidak ada');
  }
  return cash;
}

function balanceOf(state: TellerState, id: string): bigint {
  const account = state.books.accounts.get(id);
  assert(account?.guarded, 'a savings account has its guarded ledger account');
  return account.balanceSen;
}

function movementOf(state: TellerState, asked: { accountId: string; amountSen: bigint; on: BusinessDate }): Movement {
  return {
    amountSen: asked.amountSen,
    balanceSen: balanceOf(state, asked.accountId),
    on: asked.on,
    today: state.books.today,
  };
}

type Described = { on: BusinessDate; note?: string | undefined; description: string; source: string };

function plan(
  state: TellerState,
  { on, note, description, source }: Described,
  asker: Asker,
  lines: readonly { accountId: string; amountSen: bigint }[],
): PlannedEntry {
  const noted = lines.map((line) => (note === undefined ? line : { ...line, note }));
  const draft = { description, source, businessDate: on, commandId: asker.commandId, lines: noted };
  const [entry] = planPosting(state.books, [draft]);
  assert(entry, 'one entry was planned');
  return entry;
}

function receiptOf(
  entry: PlannedEntry,
  kind: ReceiptKind,
  asked: { amountSen: bigint; series?: string },
  asker: Asker,
): ReceiptDraft {
  return {
    series: asked.series ?? OFFICE_SERIES,
    kind,
    entryId: entry.id,
    amountSen: asked.amountSen,
    businessDate: entry.businessDate,
    issuedBy: asker.personId,
  };
}
