import { DomainError } from './errors.ts';
import type { Permission } from './permissions.ts';

/** Why a second person is needed: the rule, what is shown to the approver, and the permission the approver must hold. */
export type ApprovalNeed = {
  readonly rule: string;
  readonly summary: string;
  readonly amountSen?: bigint;
  readonly permission: Permission;
};

/** Not a refusal: the action is kept, frozen, until a second person decides. The API answers 202. */
export class Held extends DomainError {
  readonly approvalId: string;
  readonly answer: string;

  constructor(approvalId: string, payloadHash: string) {
    super(
      'refused',
      'held_for_approval',
      'Tersimpan dan menunggu persetujuan orang kedua. Belum ada uang yang berpindah',
    );
    this.name = 'Held';
    this.approvalId = approvalId;
    this.answer = JSON.stringify({ outcome: 'held', approvalId, payloadHash });
  }

  static fromAnswer(answer: string): Held {
    const stored = JSON.parse(answer) as { approvalId: string; payloadHash: string };
    return new Held(stored.approvalId, stored.payloadHash);
  }
}
