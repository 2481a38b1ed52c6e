import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { BranchInput, type CooperativeInput, ParameterInput, ProfileInput, UnitInput } from './schema.ts';

/**
 * Step: writes a new cooperative (its id is the scope's tenant), with a head office and one business unit.
 * Errors: `slug_taken`, `short_code_taken`.
 */
export async function installCooperative(
  scope: Scope,
  input: CooperativeInput,
): Promise<{ branchId: string; unitId: string }> {
  try {
    await scope.tx.run(sql`
      insert into cooperatives.directory (id, slug, short_code, name, zone, created_at)
      values (${scope.cooperativeId}, ${input.slug}, ${input.shortCode}, ${input.name}, ${input.zone}, ${scope.now})`);
  } catch (error) {
    throw takenName(error);
  }
  await scope.tx.run(sql`
    insert into cooperatives.profile (cooperative_id, kind, level, legal_entity_number, coop_registry_number, business_id, tax_number,
           street, region_code, postal_code, phone, email, book_year_start_month, books_open_from, chart_template, updated_at)
    values (${scope.cooperativeId}, ${input.kind}, ${input.level}, ${input.legalEntityNumber}, ${input.coopRegistryNumber}, ${input.businessId},
           ${input.taxNumber}, ${input.street}, ${input.regionCode}, ${input.postalCode}, ${input.phone}, ${input.email},
           ${input.bookYearStartMonth}, ${input.booksOpenFrom}, ${input.chartTemplate}, ${scope.now})`);
  const branchId = await insertBranch(scope, { code: 'PST', name: 'Kantor pusat', kind: 'head_office' });
  const kind = input.chartTemplate === 'ksp' ? 'savings_loan' : 'shop';
  const name = kind === 'shop' ? 'Toko' : 'Simpan pinjam';
  const unitId = await insertUnit(scope, { code: kind === 'shop' ? 'TOKO' : 'USP', name, kind });
  return { branchId, unitId };
}

function takenName(error: unknown): unknown {
  const constraint = constraintOf(error) ?? '';
  if (constraint.includes('slug')) return fieldError('slug', 'slug_taken', 'Alamat ini sudah dipakai koperasi lain');
  if (constraint.includes('short_code'))
    return fieldError('shortCode', 'short_code_taken', 'Kode singkat ini sudah dipakai koperasi lain');
  return error;
}

async function insertBranch(scope: Scope, input: z.output<typeof BranchInput>): Promise<string> {
  const id = newId();
  const added = await scope.tx.run(sql`
    insert into cooperatives.branch (cooperative_id, id, code, name, kind)
    values (${scope.cooperativeId}, ${id}, ${input.code}, ${input.name}, ${input.kind})
    on conflict (cooperative_id, code) do nothing`);
  if (added === 0) throw fieldError('code', 'branch_code_taken', 'Kode cabang ini sudah dipakai');
  return id;
}

async function insertUnit(scope: Scope, input: z.output<typeof UnitInput>): Promise<string> {
  const id = newId();
  const added = await scope.tx.run(sql`
    insert into cooperatives.unit (cooperative_id, id, code, name, kind)
    values (${scope.cooperativeId}, ${id}, ${input.code}, ${input.name}, ${input.kind})
    on conflict (cooperative_id, code) do nothing`);
  if (added === 0) throw fieldError('code', 'unit_code_taken', 'Kode unit ini sudah dipakai');
  return id;
}

/** Changes what a cooperative says of itself. */
export const updateProfile = command({
  name: 'cooperatives.updateProfile',
  permission: 'cooperative.settings',
  input: ProfileInput,
  async run(scope, input) {
    await scope.tx.run(sql`
      update cooperatives.directory set name = ${input.name}, zone = ${input.zone} where id = ${scope.cooperativeId}`);
    await scope.tx.run(sql`
      update cooperatives.profile
         set kind = ${input.kind}, level = ${input.level}, legal_entity_number = ${input.legalEntityNumber},
             coop_registry_number = ${input.coopRegistryNumber}, business_id = ${input.businessId}, tax_number = ${input.taxNumber},
             street = ${input.street}, region_code = ${input.regionCode}, postal_code = ${input.postalCode},
             phone = ${input.phone}, email = ${input.email}, updated_at = ${scope.now}
       where cooperative_id = ${scope.cooperativeId}`);
    return { id: scope.cooperativeId };
  },
});

/** Opens a branch. Error: `branch_code_taken`. */
export const addBranch = command({
  name: 'cooperatives.addBranch',
  permission: 'cooperative.settings',
  input: BranchInput,
  run: async (scope, input) => ({ id: await insertBranch(scope, input) }),
});

/** Opens a business unit. Error: `unit_code_taken`. */
export const addUnit = command({
  name: 'cooperatives.addUnit',
  permission: 'cooperative.settings',
  input: UnitInput,
  run: async (scope, input) => ({ id: await insertUnit(scope, input) }),
});

/** Step: sets a by-law parameter from a date on. */
export async function insertParameter(scope: Scope, input: ParameterInput): Promise<string> {
  const id = newId();
  await scope.tx.run(sql`
    insert into cooperatives.parameter (cooperative_id, id, name, effective_from, value, legal_basis, set_by, set_at)
    values (${scope.cooperativeId}, ${id}, ${input.name}, ${input.effectiveFrom}, ${JSON.stringify(input.value)}::jsonb,
            ${input.legalBasis}, ${scope.context.actor.personId}, ${scope.now})`);
  return id;
}

/** Sets a by-law parameter from a date on, with its legal basis. What held before stays readable. */
export const setParameter = command({
  name: 'cooperatives.setParameter',
  permission: 'cooperative.settings',
  input: ParameterInput,
  run: async (scope, input) => ({ id: await insertParameter(scope, input) }),
});

/** Closes a branch: it takes no new till or member, its history stays. Errors: `branch_unknown`, `head_office_stays`. */
export const closeBranch = command({
  name: 'cooperatives.closeBranch',
  permission: 'cooperative.settings',
  input: z.strictObject({ code: BranchInput.shape.code }),
  async run(scope, { code }) {
    const branch = await scope.tx.maybe<{ kind: string }>(sql`
      select b.kind from cooperatives.branch b where b.cooperative_id = ${scope.cooperativeId} and b.code = ${code}`);
    if (!branch) throw new DomainError('not_found', 'branch_unknown', 'Cabang ini tidak ada');
    if (branch.kind === 'head_office')
      throw new DomainError('refused', 'head_office_stays', 'Kantor pusat tidak bisa ditutup');
    await scope.tx.run(sql`
      update cooperatives.branch set status = 'closed' where cooperative_id = ${scope.cooperativeId} and code = ${code}`);
    return { code };
  },
});
