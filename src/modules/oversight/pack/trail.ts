import sql from 'sql-template-tag';
import { dayStart } from '#kernel/dates';
import { csvLine } from './csv.ts';
import type { PackOf, Part } from './part.ts';
import { inBatches } from './rows.ts';

type Row = {
  id: string;
  at: string;
  command: string;
  outcome: string;
  reason: string | null;
  kind: string;
  actor: string;
  approvalId: string | null;
  inputHash: string;
};

/** The audit trail of the year: every command that was tried, by whom, and how it ended; what was typed is in it as a hash. */
export function trailPart({ context, year }: PackOf): Part {
  const { zone } = context.cooperative;
  const [from, before] = [dayStart(year.from, zone), dayStart(year.before, zone)];
  return {
    path: 'jejak-audit.csv',
    async *bytes() {
      yield csvLine([
        'id',
        'waktu',
        'perintah',
        'hasil',
        'alasan',
        'jenis_pelaku',
        'pelaku',
        'id_persetujuan',
        'sha256_isian',
      ]);
      const rows = inBatches<Row>(context, (scope, after, limit) =>
        scope.tx.rows(sql`
          select c.id, c.decided_at as at, c.name as command, c.outcome, c.reason, c.actor_kind as kind,
                 case c.actor_kind when 'member' then 'anggota' else c.actor_name end as actor, c.approval_id as "approvalId",
                 encode(c.input_hash, 'hex') as "inputHash"
            from kernel.command_log c
           where c.cooperative_id = ${scope.cooperativeId} and c.decided_at >= ${from}::timestamptz and c.decided_at < ${before}::timestamptz
             and (${after?.id ?? null}::uuid is null or c.id > ${after?.id ?? null}::uuid)
           order by c.id limit ${limit}`),
      );
      for await (const { id, at, command, outcome, reason, kind, actor, approvalId, inputHash } of rows) {
        yield csvLine([id, at, command, outcome, reason, kind, actor, approvalId, inputHash]);
      }
    },
  };
}
