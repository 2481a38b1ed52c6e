import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { openAccounts } from '#ledger';
import { requireServable } from '#members';
import { accountsOfMembers } from '../queries/account-rows.ts';
import { type Product, savingsProducts } from '../queries/products.ts';
import { accountNumber } from '../rules/number.ts';
import { OpenAccountInput } from '../schema.ts';
import { type AccountRow, insertAccounts, insertEvents, type TermFields } from '../store/accounts.ts';
import { drawNumbers } from '../store/products.ts';

/** A savings account to be opened. */
export type NewSavingsAccount = {
  readonly memberId: string;
  readonly productId: string;
  readonly openedOn: BusinessDate;
  /** A number from older books; absent: the product's next. */
  readonly number?: string;
  /** What the member brings in from older books: it pays for no month from `duesFrom` on. In sen. */
  readonly broughtInSen?: bigint;
  readonly duesFrom?: BusinessDate;
  readonly goalOn?: BusinessDate;
  readonly term?: TermFields;
};

export type OpenedAccount = { readonly id: string; readonly number: string };

/**
 * Opens a saving that a member asks for. Term deposits are opened by placing them. Errors: `member_not_served`, `product_unknown`,
 * `product_retired`, `second_principal`, `second_mandatory`, `goal_date_missing`, `place_term_deposit`.
 */
export const openSavings = command({
  name: 'savings.openAccount',
  permission: 'savings.deposit',
  input: OpenAccountInput,
  async run(scope, input) {
    await requireServable(scope, input.memberId);
    const product = (await savingsProducts(scope)).find(({ id }) => id === input.productId);
    if (product?.kind === 'term') {
      throw fieldError('productId', 'place_term_deposit', 'Simpanan berjangka dibuka dengan menempatkan uangnya');
    }
    if (product?.kind === 'goal' && (input.goalOn === undefined || input.goalOn <= scope.today)) {
      throw fieldError('goalOn', 'goal_date_missing', 'Isi tanggal kapan simpanan ini boleh diambil');
    }
    const { goalOn, ...asked } = input;
    const goal = product?.kind === 'goal' && goalOn !== undefined ? { goalOn } : {};
    const [opened] = await openSavingsAccounts(scope, [{ ...asked, ...goal, openedOn: scope.today }]);
    assert(opened, 'one account was opened');
    return opened;
  },
});

/**
 * Step: opens savings accounts, one or thousands, each with its guarded ledger account of the same id. Answers ids and numbers in
 * order. Errors: `product_unknown`, `product_retired`, `second_principal`, `second_mandatory`, `account_number_taken`.
 */
export async function openSavingsAccounts(
  scope: Scope,
  wanted: readonly NewSavingsAccount[],
): Promise<OpenedAccount[]> {
  if (wanted.length === 0) return [];
  const products = new Map((await savingsProducts(scope)).map((product) => [product.id, product]));
  const rows = await accountRows(scope, wanted, products);
  await openAccounts(
    scope,
    rows.map((row) => {
      const product = productOf(products, row.productId);
      const name = `${product.name} ${row.number}`;
      return {
        id: row.id,
        chartCode: product.chartCode,
        name,
        ownerKind: 'savings',
        ownerId: row.memberId,
        guarded: true,
      };
    }),
  );
  try {
    await insertAccounts(scope, rows);
  } catch (error) {
    throw duplicateAccount(error);
  }
  await insertEvents(
    scope,
    rows.map((row) => ({ accountId: row.id, kind: 'opened', on: row.openedOn })),
  );
  return rows.map(({ id, number }) => ({ id, number }));
}

/** Step: opens what every member of this cooperative has (pokok, wajib and what else the products say), as far as it is missing. */
export async function openMemberAccounts(scope: Scope, memberId: string): Promise<OpenedAccount[]> {
  const [products, existing] = await Promise.all([savingsProducts(scope), accountsOfMembers(scope, [memberId])]);
  const held = new Set(existing.filter(({ status }) => status !== 'closed').map(({ productId }) => productId));
  const missing = products.filter(
    (product) => product.opensOnAdmission && product.status === 'active' && !held.has(product.id),
  );
  return openSavingsAccounts(
    scope,
    missing.map((product) => ({ memberId, productId: product.id, openedOn: scope.today })),
  );
}

async function accountRows(
  scope: Scope,
  wanted: readonly NewSavingsAccount[],
  products: ReadonlyMap<string, Product>,
): Promise<AccountRow[]> {
  const counts = new Map<string, number>();
  for (const { productId, number } of wanted) {
    if (number === undefined) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  }
  const drawn = await drawNumbers(scope, counts);
  const next = new Map([...drawn].map(([id, { first }]) => [id, first]));
  return wanted.map((account) => {
    const product = productOf(products, account.productId);
    if (product.status !== 'active') {
      throw new DomainError('refused', 'product_retired', `${product.name} tidak dibuka lagi untuk anggota baru`);
    }
    const sequence = next.get(product.id) ?? 0n;
    if (account.number === undefined) next.set(product.id, sequence + 1n);
    return {
      id: newId(),
      productId: product.id,
      kind: product.kind,
      memberId: account.memberId,
      number: account.number ?? accountNumber(product.code, sequence),
      openedOn: account.openedOn,
      duesFrom: account.duesFrom ?? account.openedOn,
      broughtInSen: account.broughtInSen ?? 0n,
      goalOn: account.goalOn ?? null,
      term: account.term ?? null,
    };
  });
}

function productOf(products: ReadonlyMap<string, Product>, id: string): Product {
  const product = products.get(id);
  if (!product) throw new DomainError('not_found', 'product_unknown', 'Produk simpanan ini tidak ada');
  return product;
}

function duplicateAccount(error: unknown): unknown {
  const constraint = constraintOf(error);
  if (constraint === 'one_principal_saving') {
    return new DomainError(
      'conflict',
      'second_principal',
      'Anggota ini sudah punya simpanan pokok. Pokok hanya sekali',
    );
  }
  if (constraint === 'one_mandatory_saving') {
    return new DomainError('conflict', 'second_mandatory', 'Anggota ini sudah punya simpanan wajib itu');
  }
  if (constraint === 'savings_number') {
    return new DomainError('conflict', 'account_number_taken', 'Nomor simpanan ini sudah dipakai');
  }
  return error;
}
