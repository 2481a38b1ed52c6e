import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

export const SIGNATURE_ROLES = ['borrower', 'spouse', 'guarantor', 'cooperative', 'witness'] as const;
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];

/** One signature under a version of a contract. `fileId` is the drawing, or the photo or PDF of the paper. */
export type LoanSignature = {
  readonly id: string;
  readonly version: number;
  readonly role: SignatureRole;
  readonly name: string;
  readonly way: 'screen' | 'paper';
  readonly signedOn: BusinessDate;
  readonly fileId: string | null;
  readonly recordedByName: string;
};

/** The signatures of a loan, in the order they were given. */
export function readSignatures(scope: QueryScope, loanId: string): Promise<LoanSignature[]> {
  return scope.tx.rows<LoanSignature>(sql`
    select s.id, s.version, s.role, s.name, s.way, s.signed_on as "signedOn", s.file_id as "fileId",
           s.recorded_by_name as "recordedByName"
      from loans.signature s
     where s.cooperative_id = ${scope.cooperativeId} and s.loan_id = ${loanId}
     order by s.recorded_at, s.id`);
}

/** Step: keeps one signature. */
export async function insertSignature(
  scope: Scope,
  loanId: string,
  signature: Omit<LoanSignature, 'id' | 'recordedByName'>,
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into loans.signature (cooperative_id, id, loan_id, version, role, name, way, signed_on, file_id, recorded_by,
           recorded_by_name, recorded_at)
    values (${scope.cooperativeId}, ${id}, ${loanId}, ${signature.version}, ${signature.role}, ${signature.name}, ${signature.way},
            ${signature.signedOn}, ${signature.fileId}, ${actor.personId}, ${actor.name}, ${scope.now})`);
  return id;
}
