import { z } from 'zod';
import { type ApprovalRow, approvals } from '#kernel/approval';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';

const LISTED_MAX = 100;
const CONTENTS_MAX = 100;

/** What waits for a second person, or also what was decided, newest first. Amounts are decimal strings. */
export const approvalList = query({
  name: 'identity.approvalList',
  permission: 'approvals.decide',
  input: z.strictObject({ pending: z.boolean().default(true) }),
  async run(scope, { pending }) {
    const rows = await approvals(scope, { pending, limit: LISTED_MAX });
    return { items: rows.map((row) => shown(scope, row)) };
  },
});

/** One held action with its frozen contents, line by line. Error: `approval_not_found`. */
export const approvalDetail = query({
  name: 'identity.approvalDetail',
  permission: 'approvals.decide',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const [row] = await approvals(scope, { pending: false, limit: 1, id });
    if (!row) throw new DomainError('not_found', 'approval_not_found', 'Permintaan persetujuan ini tidak ada');
    return { ...shown(scope, row), contents: contentsOf(JSON.parse(row.payload)) };
  },
});

function shown(scope: QueryScope, { amountSen, payload: _payload, ...row }: ApprovalRow) {
  const { personId, sessionId, permissions } = scope.context.actor;
  return {
    ...row,
    amount: amountSen === null ? null : formatDecimal(amountSen),
    own: row.makerId === personId || (row.makerSessionId !== null && row.makerSessionId === sessionId),
    allowed: permissions.has(row.permission),
  };
}

/** A JSON value as lines of path and text: `{ a: [{ b: 1 }] }` -> `a.0.b`: `1`. */
export function contentsOf(value: unknown, path = ''): { label: string; value: string }[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [{ label: path, value: String(value) }];
  return Object.entries(value)
    .flatMap(([name, inner]) => contentsOf(inner, path ? `${path}.${name}` : name))
    .slice(0, CONTENTS_MAX);
}
