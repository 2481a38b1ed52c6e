import { DomainError, fieldError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { addChartLines, type ChartLine, generalAccountId, readChart } from '#ledger';
import { savingsProducts } from '#savings';
import type { SavingsKind } from '../layout/fields.ts';
import { isRunning } from '../plan/loan-types.ts';
import type { Item, Plan } from '../plan/types.ts';
import type { Settings } from '../schema.ts';
import { usableLoanProducts } from './loan-products.ts';

/** The line that takes the other side of opening balances until the whole opening balance sheet is in: then it is zero. */
export const OPENING_CODE = '3.9.99';

const OPENING_NAME = 'Penampung Saldo Awal (impor)';

/** The account against which balances are opened; the chart line for it is made when it is first needed. */
export async function counterAccount(scope: Scope, code: string): Promise<string> {
  if (code === OPENING_CODE) await ensureOpeningLine(scope);
  return generalAccountId(scope, code);
}

async function ensureOpeningLine(scope: Scope): Promise<void> {
  const chart = await readChart(scope);
  if (chart.some((line) => line.code === OPENING_CODE)) return;
  const heading = chart.find((line) => line.kind === 'equity' && !line.postable && line.parentCode === null);
  const line: ChartLine = {
    code: OPENING_CODE,
    name: OPENING_NAME,
    kind: 'equity',
    normal: 'credit',
    postable: true,
    parentCode: heading?.code ?? null,
    ownCapital: false,
    party: null,
    cashFlow: 'financing',
    regulatory: {},
    note: 'Nol setelah seluruh neraca awal masuk',
    active: true,
  };
  await addChartLines(scope, [line]);
}

/** What a cooperative can choose from when it agrees: its products by kind of savings, and its postable chart lines. */
export async function importChoices(scope: QueryScope) {
  const [products, chart, loans] = await Promise.all([
    savingsProducts(scope),
    readChart(scope),
    usableLoanProducts(scope),
  ]);
  // A term deposit and a goal saving each need a day of their own that no list of balances gives.
  const needsDay = new Set(['term', 'goal']);
  const usable = products.filter((product) => product.status === 'active' && !needsDay.has(product.kind));
  const first = (kind: string) => usable.find((product) => product.kind === kind)?.id;
  const lines = chart.filter((line) => line.postable && line.active).map(({ code, name }) => ({ code, name }));
  return {
    products: usable.map(({ id, code, name, kind, chartCode }) => ({ id, code, name, kind, chartCode })),
    usual: { principal: first('principal'), mandatory: first('mandatory'), voluntary: first('voluntary') } as Partial<
      Record<SavingsKind, string>
    >,
    lines: lines.some((line) => line.code === OPENING_CODE)
      ? lines
      : [...lines, { code: OPENING_CODE, name: OPENING_NAME }],
    loanCode: usualLoanLine(chart),
    loanProducts: loans.map(({ id, code, name, principalCode }) => ({ id, code, name, principalCode })),
  };
}

function usualLoanLine(chart: readonly ChartLine[]): string | null {
  const loan = chart.find(
    (line) => line.postable && line.kind === 'asset' && /pinjaman/i.test(line.name) && /anggota/i.test(line.name),
  );
  return loan?.code ?? null;
}

/** The product of every kind of savings in the plan. Error: `product_needed` at the kind that has none. */
export async function productsFor(
  scope: QueryScope,
  plan: Plan,
  settings: Settings,
): Promise<ReadonlyMap<SavingsKind, { id: string; chartCode: string }>> {
  const kinds = new Set(
    plan.rows.flatMap((row) =>
      row.take ? row.items.flatMap(({ item }) => ('savings' in item ? [item.savings] : [])) : [],
    ),
  );
  const choices = await importChoices(scope);
  const chosen = new Map<SavingsKind, { id: string; chartCode: string }>();
  for (const kind of kinds) {
    const id = settings.products[kind] ?? choices.usual[kind];
    const product = choices.products.find((candidate) => candidate.id === id);
    if (!product) {
      throw fieldError(`settings.products.${kind}`, 'product_needed', 'Pilih produk simpanan untuk kolom ini');
    }
    chosen.set(kind, product);
  }
  return chosen;
}

/** The chart line of loans. Error: `loan_account_needed` when the plan has loans and neither people nor the chart name one. */
export async function loanCodeFor(scope: QueryScope, plan: Plan, settings: Settings): Promise<string | undefined> {
  if (!(await needsLoanLine(scope, plan))) return undefined;
  const code = settings.loanCode ?? (await importChoices(scope)).loanCode;
  if (code === null)
    throw fieldError('settings.loanCode', 'loan_account_needed', 'Pilih akun piutang untuk saldo pinjaman');
  return code;
}

/** Loans that become contracts stand on their product's line; what is kept apart needs one to stand on. */
async function needsLoanLine(scope: QueryScope, plan: Plan): Promise<boolean> {
  const products = await usableLoanProducts(scope);
  const apart = (item: Item) => item.part === 'loan' && (products.length === 0 || !isRunning(item.amount));
  return plan.rows.some((row) => row.take && row.items.some(({ item }) => apart(item)));
}

/** Refuses a chart that does not balance unless people named the account for its difference: `difference_account_needed`. */
export function requireDifferenceAccount(plan: Plan, settings: Settings): void {
  if (plan.difference === 0n || settings.differenceCode !== undefined) return;
  const pesan =
    'Debit dan kredit dalam berkas tidak sama. Pilih akun untuk menampung selisihnya, atau perbaiki berkasnya';
  throw new DomainError('refused', 'difference_account_needed', pesan, [
    { field: 'settings.differenceCode', code: 'difference_account_needed', pesan },
  ]);
}
