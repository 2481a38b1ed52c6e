import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Vote } from '../rules/write-off.ts';

/** A proposal to write a loan off, with its votes in order. Amount in sen. */
export type WriteOffProposal = {
  readonly id: string;
  readonly loanId: string;
  readonly reason: string;
  readonly resolution: string;
  readonly principalSen: bigint;
  readonly proposedOn: BusinessDate;
  readonly proposerId: string;
  readonly proposerName: string;
  readonly votes: readonly (Vote & { readonly voterName: string; readonly note: string; readonly votedAt: string })[];
};

/** Proposals of a loan, newest first, or one by id. */
export async function readProposals(
  scope: QueryScope,
  of: { loanId: string } | { id: string },
): Promise<WriteOffProposal[]> {
  const [loanId, id] = 'loanId' in of ? [of.loanId, null] : [null, of.id];
  return scope.tx.rows<WriteOffProposal>(sql`
    select p.id, p.loan_id as "loanId", p.reason, p.resolution, p.principal_sen as "principalSen", p.proposed_on as "proposedOn",
           p.proposer_id as "proposerId", p.proposer_name as "proposerName",
           coalesce((select json_agg(json_build_object('voterId', v.voter_id, 'voterName', v.voter_name, 'decision', v.decision,
                       'note', v.note, 'votedAt', v.voted_at) order by v.voted_at, v.voter_id)
                       from loans.write_off_vote v
                      where v.cooperative_id = p.cooperative_id and v.proposal_id = p.id), '[]') as votes
      from loans.write_off_proposal p
     where p.cooperative_id = ${scope.cooperativeId}
       and (${loanId}::uuid is null or p.loan_id = ${loanId}::uuid) and (${id}::uuid is null or p.id = ${id}::uuid)
     order by p.proposed_at desc, p.id desc limit 50`);
}

/** One proposal. Error: `write_off_unknown`. */
export async function requireProposal(scope: QueryScope, id: string): Promise<WriteOffProposal> {
  const [proposal] = await readProposals(scope, { id });
  if (!proposal) throw new DomainError('not_found', 'write_off_unknown', 'Usulan hapus buku ini tidak ada');
  return proposal;
}

/** Step: writes a proposal. Answers its id. */
export async function insertProposal(
  scope: Scope,
  proposal: { loanId: string; reason: string; resolution: string; principalSen: bigint; class: string },
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.write_off_proposal (cooperative_id, id, loan_id, reason, resolution, principal_sen, class, proposed_on,
           proposer_id, proposer_name, command_id, proposed_at)
    values (${scope.cooperativeId}, ${id}, ${proposal.loanId}, ${proposal.reason}, ${proposal.resolution}, ${proposal.principalSen},
            ${proposal.class}, ${scope.today}, ${actor.personId}, ${actor.name}, ${scope.commandId}, ${scope.now})`);
  return id;
}

/** Step: writes a vote on a proposal. */
export async function insertVote(
  scope: Scope,
  vote: { proposal: WriteOffProposal; decision: Vote['decision']; note: string },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.write_off_vote (cooperative_id, proposal_id, voter_id, voter_name, proposer_id, decision, note, voted_at)
    values (${scope.cooperativeId}, ${vote.proposal.id}, ${actor.personId}, ${actor.name}, ${vote.proposal.proposerId},
            ${vote.decision}, ${vote.note}, ${scope.now})`);
}
