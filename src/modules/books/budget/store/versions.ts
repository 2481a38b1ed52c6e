import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A version of a year's budget. `resolution`: the number of the decision that approved it. */
export type BudgetVersion = {
  readonly id: string;
  readonly year: number;
  readonly version: number;
  readonly note: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly resolution: string | null;
  readonly resolvedOn: BusinessDate | null;
  readonly approvedAt: string | null;
  readonly approvedBy: string | null;
};

const COLUMNS = sql`
  v.id, v.year, v.version, v.note, v.created_at as "createdAt", v.created_by_name as "createdBy", a.resolution_number as resolution,
  a.resolved_on as "resolvedOn", a.approved_at as "approvedAt", a.approved_by_name as "approvedBy"`;
const FROM = sql`
  books.budget_version v
  left join books.budget_approval a on a.cooperative_id = v.cooperative_id and a.version_id = v.id`;

/** Every version, the newest year and version first; of one year when it is named. */
export function readVersions(scope: QueryScope, year: number | null = null): Promise<BudgetVersion[]> {
  return scope.tx.rows<BudgetVersion>(sql`
    select ${COLUMNS} from ${FROM}
     where v.cooperative_id = ${scope.cooperativeId} and (${year}::int is null or v.year = ${year})
     order by v.year desc, v.version desc limit 500`);
}

/** One version. Error: `budget_unknown`. */
export async function requireVersion(scope: QueryScope, id: string): Promise<BudgetVersion> {
  const found = await scope.tx.maybe<BudgetVersion>(
    sql`select ${COLUMNS} from ${FROM} where v.cooperative_id = ${scope.cooperativeId} and v.id = ${id}`,
  );
  if (!found) throw new DomainError('not_found', 'budget_unknown', 'Anggaran ini tidak ada');
  return found;
}

/** Step: one command at a time works on a cooperative's budgets, so that what was approved is what stood there. */
export async function lockBudgets(scope: Scope): Promise<void> {
  await scope.tx.run(
    sql`select pg_advisory_xact_lock(hashtextextended('books.budget' || ${scope.cooperativeId}::text, 0))`,
  );
}

/** Step: a version that may still be written, locked. Errors: `budget_unknown`, `budget_approved`. */
export async function requireDraft(scope: Scope, id: string): Promise<BudgetVersion> {
  await lockBudgets(scope);
  const version = await requireVersion(scope, id);
  if (version.resolution === null) return version;
  throw new DomainError(
    'refused',
    'budget_approved',
    'Anggaran ini sudah disahkan dan tidak berubah lagi. Buat perubahan anggaran sebagai versi baru',
  );
}

/** Step: adds the next version of a year. */
export async function insertVersion(
  scope: Scope,
  row: { year: number; version: number; note: string },
): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.budget_version (cooperative_id, id, year, version, note, created_at, created_by, created_by_name)
    values (${scope.cooperativeId}, ${id}, ${row.year}, ${row.version}, ${row.note}, ${scope.now}, ${actor.personId}, ${actor.name})`);
  return id;
}

/** Step: notes which resolution approved a version, and the hash of what it approved. */
export async function insertApproval(
  scope: Scope,
  row: { versionId: string; resolutionId: string; number: string; decidedOn: BusinessDate; linesHash: Buffer },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into books.budget_approval (cooperative_id, version_id, resolution_id, resolution_number, resolved_on, lines_hash, approved_at,
                                       approved_by, approved_by_name)
    values (${scope.cooperativeId}, ${row.versionId}, ${row.resolutionId}, ${row.number}, ${row.decidedOn}, ${row.linesHash}, ${scope.now},
            ${actor.personId}, ${actor.name})`);
}
