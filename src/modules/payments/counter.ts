import { issueReceipts, type ReceiptKind } from '#documents';
import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type LineDraft, lockAccounts, post } from '#ledger';
import { requireToday } from './rules.ts';
import {
  insertMovement,
  type MovementKind,
  type MovementRecord,
  type OpenSession,
  openSessions,
  type Till,
} from './store.ts';

/** What every act at the counter answers: its receipt, and what the drawer should hold afterwards. */
export type CounterAnswer = {
  readonly receiptId: string;
  readonly receiptNumber: string;
  readonly checkCode: string;
  readonly entryId: string;
  readonly tillBalance: string;
};

/** Step: the actor's own open till. Error: `till_not_open`. */
export async function ownSession(scope: Scope): Promise<OpenSession> {
  const [session] = await openSessions(scope, { tellerId: scope.context.actor.personId });
  if (session) return session;
  throw new DomainError('refused', 'till_not_open', 'Anda belum membuka kas. Buka kas dan hitung uangnya dulu');
}

/** Step: the actor's own till, open for today. Errors: `till_not_open`, `till_day_over`, `till_not_yours`. */
export async function servingSession(scope: Scope, tillId?: string): Promise<OpenSession> {
  const session = await ownSession(scope);
  if (tillId !== undefined && tillId !== session.tillId) {
    throw new DomainError('refused', 'till_not_yours', 'Kas ini bukan kas yang sedang Anda buka');
  }
  requireToday(session, scope.today);
  return session;
}

/** Step: what the books say a till holds, its account locked until the end of the transaction. */
export async function lockedBalance(scope: Scope, till: Till): Promise<bigint> {
  const [account] = await lockAccounts(scope, [till.accountId]);
  if (!account) throw new DomainError('not_found', 'till_unknown', 'Kas ini tidak ada');
  return account.balanceSen;
}

export type CounterAct = {
  readonly till: Till;
  readonly sessionId: string | null;
  readonly kind: Extract<MovementKind, 'cash_in' | 'cash_out' | 'hand_over' | 'difference'>;
  /** What the till gets (above zero) or gives, in sen. */
  readonly amountSen: bigint;
  readonly description: string;
  /** The ledger account on the other side. */
  readonly otherAccountId: string;
  readonly businessDate: OpenSession['businessDate'];
  readonly attachmentId?: string | undefined;
  /** Further lines of the same entry, which sum to zero by themselves (a tax withheld from what is paid out). */
  readonly furtherLines?: readonly LineDraft[];
  /** The other till's row of the same act, for a hand-over. */
  readonly other?: Pick<MovementRecord, 'tillId' | 'sessionId'>;
};

const RECEIPT_KINDS: Record<CounterAct['kind'], ReceiptKind> = {
  cash_in: 'cash_in',
  cash_out: 'cash_out',
  hand_over: 'hand_over',
  difference: 'cash_difference',
};

/** Step: posts one act of a till other than serving a member, with its receipt and its row in the till's day. */
export async function actAtCounter(scope: Scope, act: CounterAct): Promise<CounterAnswer> {
  const { till, amountSen, description } = act;
  const lines: LineDraft[] = [
    { accountId: till.accountId, amountSen },
    { accountId: act.otherAccountId, amountSen: -amountSen },
    ...(act.furtherLines ?? []),
  ];
  const draft = {
    description,
    businessDate: act.businessDate,
    source: `payments.${act.kind}`,
    branchId: till.branchId,
    lines,
  };
  const [entry] = await post(scope, [draft]);
  if (!entry) throw new Error('an entry was posted');
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  const receipt = {
    kind: RECEIPT_KINDS[act.kind],
    entryId: entry.id,
    amountSen: magnitude,
    businessDate: act.businessDate,
  };
  const [issued] = await issueReceipts(scope, [{ ...receipt, series: till.code }]);
  if (!issued) throw new Error('a receipt was issued');
  const movement = {
    kind: act.kind,
    description,
    entryId: entry.id,
    receiptId: issued.id,
    attachmentId: act.attachmentId,
  };
  await insertMovement(scope, { ...movement, tillId: till.id, sessionId: act.sessionId, amountSen });
  if (act.other) await insertMovement(scope, { ...movement, ...act.other, amountSen: -amountSen });
  return counterAnswer(scope, till, { ...issued, entryId: entry.id });
}

/** Step: the answer of an act whose receipt is issued. */
export async function counterAnswer(
  scope: Scope,
  till: Till,
  receipt: { id: string; number: string; checkCode: string; entryId: string },
): Promise<CounterAnswer> {
  const balance = await lockedBalance(scope, till);
  return {
    receiptId: receipt.id,
    receiptNumber: receipt.number,
    checkCode: receipt.checkCode,
    entryId: receipt.entryId,
    tillBalance: formatDecimal(balance),
  };
}
