import sharp from 'sharp';
import { addPersonWithPassword, installRoles } from '#identity';
import type { Context } from '#kernel/context';
import { assert, DomainError } from '#kernel/errors';
import type { Permission } from '#kernel/permissions';
import { deposit } from '#savings';
import { asStaff, step, type World } from '../../../test/support/world.ts';
import { type Saver, saver, saverWith } from '../savings/savings.fixture.ts';
import { enterApplication } from './commands/enter-application.ts';
import { reviewApplication } from './commands/review-application.ts';
import { voteOnApplication } from './commands/vote-on-application.ts';
import { type LoanWorld, loanWorld } from './loans.fixture.ts';
import type { ProductTermsJson } from './terms.ts';

process.env['SOKOGURU_ENV'] = 'test';
process.env['SOKOGURU_TEST_HASH'] = 'weak';

/** What a promise is refused with: the reason, or the code of the first field at fault; `accepted` when it is not. */
export async function refused(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.reason === 'input_invalid' ? (error.fields[0]?.code ?? '') : error.reason;
  }
}

/** A cooperative that lends, with own capital enough that the ceilings of law are far away. */
export async function wealthyLoanWorld(world: World, terms: Partial<ProductTermsJson> = {}): Promise<LoanWorld> {
  const lending = await loanWorld(world, terms);
  const wealthy = await saver(lending.context, 900_001);
  await deposit(lending.context, { accountId: wealthy.SW, amount: '400000000.00' });
  return lending;
}

/** The n-th member, with voluntary savings, who is not behind with mandatory ones. */
export async function payingSaver(context: Context, n: number, amount = '1000000.00'): Promise<Saver> {
  const one = await saverWith(context, amount, n);
  await deposit(context, { accountId: one.SW, amount: '100000.00' });
  return one;
}

let people = 0;

/** A colleague with a role of their own in the office, as they act: known to identity, so that dismissals count. */
export async function officer(
  context: Context,
  role: string,
  permissions: readonly Permission[],
  memberId?: string,
): Promise<Context> {
  people += 1;
  await step(context, installRoles);
  const fullName = `Petugas ${role}`;
  const input = { fullName, username: `petugas${people}`, roles: [role], ...(memberId ? { memberId } : {}) };
  const { personId } = await addPersonWithPassword(context, input, 'perahu kuning di sawah');
  const staff = asStaff(context, permissions, fullName);
  return { ...staff, actor: { ...staff.actor, personId } };
}

/** People for a whole walk: who enters, who reviews, and as many approvers as wanted. */
export type Office = { readonly clerk: Context; readonly reviewer: Context; readonly committee: readonly Context[] };

/** An office with a clerk, a reviewer and approvers. */
export async function loanOffice(context: Context, approvers = 2): Promise<Office> {
  const committee: Context[] = [];
  for (let n = 0; n < approvers; n += 1) {
    committee.push(
      await officer(context, n === 0 ? 'ketua' : 'bendahara', ['loans.read', 'loans.approve', 'loans.contract']),
    );
  }
  return {
    clerk: await officer(context, 'teller', ['loans.read', 'loans.apply']),
    reviewer: await officer(context, 'manajer', ['loans.read', 'loans.review', 'loans.approve', 'loans.contract']),
    committee,
  };
}

/** What a test says of an application; the rest is usual. */
export type Wanted = {
  readonly memberId: string;
  readonly productId: string;
  readonly amount?: string;
  readonly tenor?: number;
  readonly conditions?: readonly string[];
} & Readonly<Record<string, unknown>>;

/** A sent application, entered at the office. */
export async function sentApplication(office: Office, { conditions: _, ...wanted }: Wanted): Promise<string> {
  const input = { amount: '2000000.00', tenor: 10, purpose: 'business', income: '6000000.00', ...wanted };
  return (await enterApplication(office.clerk, input)).result.id;
}

/** An application in the committee's hands, and the hash it votes on. */
export async function inCommittee(office: Office, wanted: Wanted): Promise<{ id: string; payloadHash: string }> {
  const id = await sentApplication(office, wanted);
  const { result } = await reviewApplication(office.reviewer, {
    id,
    surveyNote: 'Usaha warung berjalan baik',
    amount: wanted.amount ?? '2000000.00',
    tenor: wanted.tenor ?? 10,
    conditions: wanted.conditions ?? [],
    send: true,
  });
  return { id, payloadHash: result.payloadHash };
}

/** An approved application; as many of the committee vote as are needed. */
export async function approvedApplicationOf(office: Office, wanted: Wanted): Promise<string> {
  const { id: applicationId, payloadHash } = await inCommittee(office, wanted);
  for (const approver of office.committee) {
    const vote = { applicationId, payloadHash, decision: 'approve', reason: 'Layak menurut komite' };
    const { result } = await voteOnApplication(approver, vote);
    if (result.outcome === 'approved') return applicationId;
  }
  assert(false, 'the committee was large enough');
}

/** A small photo of a paper, in base64 as forms send it. */
export async function paperPhoto(): Promise<string> {
  const blank = sharp({ create: { width: 60, height: 40, channels: 3, background: '#888888' } });
  return (await blank.jpeg().toBuffer()).toString('base64');
}
