import { insertParameter, installCooperative } from '#cooperatives';
import { installPeople } from '#identity';
import type { Clock } from '#kernel/clock';
import { command } from '#kernel/command';
import { type Context, systemContext, type Tenant } from '#kernel/context';
import { constraintOf, type Database } from '#kernel/database';
import { type BusinessDate, startOfMonth } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { parseInput } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { installLedger } from '#ledger';
import { installLoans } from '#loans';
import { installTill } from '#payments';
import { DEFAULT_PRODUCTS, installSavings, type ProductInput } from '#savings';
import { knownParameter } from './parameters.ts';
import { SetupInput } from './schema.ts';
import { checkValue } from './set-parameter.ts';

/** The first day that books may begin. */
const BOOKS_FROM_MIN = '2000-01-01';

/** A cooperative that now exists, and when each first person's code ends. */
export type CreatedCooperative = {
  readonly cooperative: Tenant;
  /** The program itself in the new cooperative: for the demo and the command line. Never given to a request. */
  readonly context: Context;
  readonly people: readonly { readonly username: string; readonly expiresAt: string }[];
};

/**
 * Makes a cooperative whole, in one transaction: profile, chart and open months, savings and loan products, roles and first
 * people, a vault and a first till, by-law parameters. `id` and `key` let a repeated send give the first answer again.
 * Errors: `slug_taken`, `short_code_taken`, `already_created`, `books_date`, and those of the steps of each module.
 */
export async function createCooperative(
  parts: { readonly database: Database; readonly clock: Clock },
  rawInput: unknown,
  options: { readonly id?: string; readonly key?: string } = {},
): Promise<CreatedCooperative> {
  const { name, slug, shortCode, zone } = parseInput(SetupInput, rawInput);
  const cooperative: Tenant = { id: options.id ?? newId(), slug, shortCode, name, zone };
  const context = systemContext({ ...parts, cooperative }, 'Pendaftaran koperasi');
  const { result } = await installAll(context, rawInput, options.key ? { key: options.key } : {});
  return { cooperative, context, people: result.people };
}

const installAll = command({
  name: 'setup.createCooperative',
  permission: 'cooperative.create',
  input: SetupInput,
  async run(scope, input) {
    const { savings, parameters, people, ...cooperative } = input;
    checkBooksDate(scope, cooperative.booksOpenFrom);
    const { branchId } = await installOnce(scope, cooperative);
    const template = cooperative.chartTemplate;
    await installLedger(scope, { template, openFrom: cooperative.booksOpenFrom });
    const openFrom = startOfMonth(cooperative.booksOpenFrom);
    await installSavings(scope, {
      template,
      openFrom,
      ...(savings && { products: productsOf(template, savings, openFrom) }),
    });
    await installLoans(scope, { template, sharia: cooperative.kind === 'sharia_savings', openFrom });
    const added = await installPeople(scope, people);
    await installTill(scope, { code: 'BRK', name: 'Brankas', kind: 'vault', branchId });
    await installTill(scope, { code: 'KAS1', name: 'Kas 1', kind: 'drawer', branchId });
    for (const parameter of parameters) await writeParameter(scope, parameter, cooperative.booksOpenFrom);
    return { id: scope.cooperativeId, people: added.map(({ username, expiresAt }) => ({ username, expiresAt })) };
  },
});

function checkBooksDate(scope: Scope, date: BusinessDate): void {
  if (date >= BOOKS_FROM_MIN && date <= scope.today) return;
  throw fieldError('booksOpenFrom', 'books_date', 'Pilih tanggal antara 1 Januari 2000 dan hari ini');
}

async function installOnce(scope: Scope, input: Parameters<typeof installCooperative>[1]) {
  try {
    return await installCooperative(scope, input);
  } catch (error) {
    if (constraintOf(error) !== 'directory_pkey') throw error;
    throw new DomainError('conflict', 'already_created', 'Koperasi ini sudah dibuat. Silakan masuk');
  }
}

type SavingsChoice = NonNullable<SetupInput['savings']>;

/** The usual products with the cooperative's own figures: pokok and wajib always, the others when they are offered. Pure. */
export function productsOf(
  template: 'ksp' | 'konsumen',
  savings: SavingsChoice,
  openFrom: BusinessDate,
): ProductInput[] {
  const usual = DEFAULT_PRODUCTS[template].map((make) => make(openFrom));
  return usual
    .filter(({ kind, code }) => kind === 'principal' || kind === 'mandatory' || savings.offered.includes(code))
    .map((product) => ({ ...product, terms: termsOf(product, savings) }));
}

function termsOf(product: ProductInput, savings: SavingsChoice): ProductInput['terms'] {
  const { approvalAbove: _usual, ...terms } = product.terms;
  if (product.kind === 'principal') return { ...terms, due: savings.principal };
  if (product.kind === 'mandatory') return { ...terms, due: savings.mandatory };
  if (product.kind !== 'voluntary') return product.terms;
  return {
    ...terms,
    ...(product.interestChartCode !== undefined && { ratePpm: savings.voluntaryRatePpm }),
    ...(savings.withdrawalApprovalAbove !== undefined && { approvalAbove: savings.withdrawalApprovalAbove }),
    minBalance: savings.voluntaryMinBalance,
  };
}

async function writeParameter(
  scope: Scope,
  { name, value }: { name: string; value: string },
  effectiveFrom: BusinessDate,
): Promise<void> {
  const known = knownParameter(name);
  if (!known) throw new DomainError('not_found', 'parameter_unknown', 'Aturan ini tidak dikenal');
  await checkValue(scope, known, value);
  await insertParameter(scope, { name, value, effectiveFrom, legalBasis: known.legalBasis });
}
