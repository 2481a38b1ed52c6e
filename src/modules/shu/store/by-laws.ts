import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { ByLaws } from '../rules/by-laws.ts';

/** A version of the by-laws' rules of the surplus. */
export type ByLawsVersion = {
  readonly id: string;
  readonly version: number;
  readonly effectiveFrom: BusinessDate;
  readonly legalBasis: string;
  readonly rules: ByLaws;
  readonly setByName: string;
  readonly setAt: string;
};

/** Every version, the youngest first; at most 200. */
export function readByLaws(scope: QueryScope): Promise<ByLawsVersion[]> {
  return scope.tx.rows<ByLawsVersion>(sql`
    select b.id, b.version, b.effective_from as "effectiveFrom", b.legal_basis as "legalBasis", b.rules,
           b.set_by_name as "setByName", b.set_at as "setAt"
      from shu.by_laws b where b.cooperative_id = ${scope.cooperativeId} order by b.version desc limit 200`);
}

/** The version in force on a day: the latest that holds by then, of the same day the youngest. */
export async function byLawsOn(scope: QueryScope, on: BusinessDate): Promise<ByLawsVersion | undefined> {
  const versions = (await readByLaws(scope)).filter(({ effectiveFrom }) => effectiveFrom <= on);
  return versions.sort((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? b.version - a.version : a.effectiveFrom < b.effectiveFrom ? 1 : -1,
  )[0];
}

/** Writes a version behind the last; undefined when somebody else wrote that number at the same moment. */
export async function insertByLaws(
  scope: Scope,
  {
    version,
    effectiveFrom,
    legalBasis,
    rules,
  }: Pick<ByLawsVersion, 'version' | 'effectiveFrom' | 'legalBasis' | 'rules'>,
): Promise<string | undefined> {
  const id = newId();
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into shu.by_laws (cooperative_id, id, version, effective_from, legal_basis, rules, set_by, set_by_name, set_at)
    values (${scope.cooperativeId}, ${id}, ${version}, ${effectiveFrom}, ${legalBasis}, ${JSON.stringify(rules)}::jsonb,
            ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, version) do nothing`);
  return written === 1 ? id : undefined;
}
