import { standingOf } from '#identity';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import type { Permission } from '#kernel/permissions';
import type { Scope } from '#kernel/scope';
import { generalAccountIds, lockAccounts, post } from '#ledger';
import { ProposeWriteOffInput, VoteWriteOffInput } from '../quality-schema.ts';
import { payableRows } from '../rules/allocation.ts';
import {
  checkUnchanged,
  checkVote,
  checkWriteOff,
  type Debt,
  proposalState,
  writeOffLines,
} from '../rules/write-off.ts';
import { insertLoanEvents } from '../store/events.ts';
import { readInstalments } from '../store/instalments.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';
import { readLivePayments } from '../store/payments.ts';
import { readAllowances } from '../store/provision.ts';
import {
  insertProposal,
  insertVote,
  readProposals,
  requireProposal,
  type WriteOffProposal,
} from '../store/write-offs.ts';
import { lockRunning } from './override.ts';

/**
 * Proposes to write a loan off; two other people must agree. Errors: `loan_not_running`, `write_off_needs_loss`, `write_off_nothing`,
 * `write_off_open`.
 */
export const proposeWriteOff = command({
  name: 'loans.proposeWriteOff',
  permission: 'loans.manage',
  input: ProposeWriteOffInput,
  async run(scope, input) {
    const loan = await lockRunning(scope, input.loanId);
    checkWriteOff(loan);
    const earlier = await readProposals(scope, { loanId: loan.id });
    if (earlier.some(({ votes }) => proposalState(votes) === 'open')) {
      throw new DomainError('conflict', 'write_off_open', 'Pinjaman ini sudah diusulkan untuk dihapus');
    }
    const { reason, resolution } = input;
    const { outstandingSen: principalSen, collectability } = loan;
    const id = await insertProposal(scope, {
      loanId: loan.id,
      reason,
      resolution,
      principalSen,
      class: collectability,
    });
    return { id };
  },
});

/**
 * A second or third person's vote on a proposal; with the second agreement the loan is written off in the same transaction. A refusal needs
 * its reason. Errors: `write_off_unknown`, `write_off_decided`, `maker_cannot_check`, `vote_twice`, `voter_is_borrower`,
 * `decline_needs_reason`, `write_off_changed`, `maker_not_allowed`, those of `proposeWriteOff` and of the ledger.
 */
export const voteWriteOff = command({
  name: 'loans.voteWriteOff',
  permission: 'loans.write_off',
  input: VoteWriteOffInput,
  async run(scope, { proposalId, decision, note }) {
    const { loanId } = await requireProposal(scope, proposalId);
    const { interestAccountId } = await requireLoan(scope, loanId);
    await lockAccounts(scope, [loanId, interestAccountId]);
    const [proposal, loan] = await Promise.all([requireProposal(scope, proposalId), requireLoan(scope, loanId)]);
    const { personId, memberId } = scope.context.actor;
    const own = (await standingOf(scope, [personId])).get(personId)?.memberId ?? memberId;
    checkVote({ ...proposal, borrowerId: loan.memberId }, { personId, memberId: own });
    if (decision === 'declined' && note.length < 5) {
      throw fieldError('note', 'decline_needs_reason', 'Tulis alasan menolak, paling sedikit 5 huruf');
    }
    await insertVote(scope, { proposal, decision, note });
    const state = proposalState([...proposal.votes, { voterId: personId, decision }]);
    if (state !== 'agreed') return { proposalId, state, entryId: null };
    checkWriteOff(loan);
    checkUnchanged(proposal, loan.outstandingSen);
    await requireStillEntitled(scope, proposal);
    return { proposalId, state, entryId: await writeOff(scope, loan, proposal) };
  },
});

async function requireStillEntitled(scope: Scope, proposal: WriteOffProposal): Promise<void> {
  const asked: [string, Permission][] = [
    [proposal.proposerId, 'loans.manage'],
    ...proposal.votes.map(({ voterId }): [string, Permission] => [voterId, 'loans.write_off']),
  ];
  const people = await standingOf(
    scope,
    asked.map(([id]) => id),
  );
  for (const [id, permission] of asked) {
    const person = people.get(id);
    if (person?.active && person.permissions.has(permission)) continue;
    throw new DomainError('refused', 'maker_not_allowed', 'Pengusul atau penyetuju usulan ini sudah tidak berhak');
  }
}

// The instalments stay as they are: what was owed that day stays readable, and claimable.
async function writeOff(scope: Scope, loan: Loan, proposal: WriteOffProposal): Promise<string> {
  const debt = await debtOf(scope, loan);
  const allowances = await readAllowances(scope, [loan.allowanceCode]);
  const accounts = await generalAccountIds(scope, [loan.allowanceCode, loan.expenseCode, loan.incomeCode]);
  const lines = writeOffLines({
    principalSen: loan.outstandingSen,
    receivableSen: loan.receivableSen,
    allowanceSen: allowances.get(loan.allowanceCode) ?? 0n,
  });
  const placed = [
    { accountId: accounts.get(loan.allowanceCode) ?? '', amountSen: lines.allowance },
    { accountId: accounts.get(loan.expenseCode) ?? '', amountSen: lines.expense },
    { accountId: accounts.get(loan.incomeCode) ?? '', amountSen: lines.income },
    { accountId: loan.id, amountSen: lines.principal },
    { accountId: loan.interestAccountId, amountSen: lines.receivable },
  ];
  const [entry] = await post(scope, [
    {
      description: `Hapus buku pinjaman ${loan.number}, ${proposal.resolution}`,
      businessDate: scope.today,
      source: 'loans.write_off',
      lines: placed.filter(({ amountSen }) => amountSen !== 0n),
    },
  ]);
  const entryId = entry?.id ?? '';
  await updateLoan(scope, loan.id, { status: 'written_off', closedOn: scope.today });
  await insertLoanEvents(scope, [
    {
      loanId: loan.id,
      kind: 'written_off',
      on: scope.today,
      version: loan.version,
      amountSen: loan.outstandingSen,
      principalSen: loan.outstandingSen,
      entryId,
      note: proposal.reason,
      detail: {
        proposalId: proposal.id,
        resolution: proposal.resolution,
        receivable: formatDecimal(loan.receivableSen),
        owed: {
          principal: formatDecimal(debt.principalSen),
          interest: formatDecimal(debt.interestSen),
          penalty: formatDecimal(debt.penaltySen),
        },
      },
    },
  ]);
  return entryId;
}

/** What a loan owes on the scope's day: all its principal, and the interest and late charges of what was due by then. In sen. */
export async function debtOf(scope: Scope, loan: Loan): Promise<Debt> {
  const [rows, payments] = await Promise.all([readInstalments(scope, [loan.id]), readLivePayments(scope, [loan.id])]);
  const own = rows.get(loan.id) ?? [];
  const owed = payableRows(own, payments.get(loan.id) ?? [], loan.terms.penalty, scope.today);
  const dueBy = new Set(own.filter(({ dueOn }) => dueOn <= scope.today).map(({ no }) => no));
  const due = owed.filter(({ no }) => dueBy.has(no));
  return {
    principalSen: loan.outstandingSen,
    interestSen: due.reduce((sum, { interest }) => sum + interest, 0n),
    penaltySen: due.reduce((sum, { penalty }) => sum + penalty, 0n),
  };
}
