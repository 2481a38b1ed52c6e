import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import type { DayCount } from '#kernel/day-count';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { BalanceMethod } from '../interest/balance.ts';
import type { Compounding, Posting } from '../interest/periods.ts';
import type { SavingsKind } from '../rules/kinds.ts';
import type { Tenor } from '../rules/term.ts';

/** A product without its terms. */
export type Product = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: SavingsKind;
  readonly chartCode: string;
  readonly interestChartCode: string | null;
  readonly taxChartCode: string | null;
  readonly feeChartCode: string | null;
  readonly opensOnAdmission: boolean;
  readonly status: 'active' | 'retired';
};

/** What a product promises from `effectiveFrom` on. Amounts in sen, rates in ppm a year. */
export type Terms = {
  readonly productId: string;
  readonly effectiveFrom: BusinessDate;
  readonly ratePpm: bigint;
  readonly tiers: readonly { readonly upToSen?: string; readonly ratePpm: number }[];
  readonly tierMode: 'whole' | 'marginal';
  readonly balanceMethod: BalanceMethod;
  readonly dayCount: DayCount;
  readonly posting: Posting;
  readonly compounding: Compounding;
  readonly roundingStepSen: bigint;
  readonly roundingMode: 'half_even' | 'half_up' | 'down';
  readonly taxed: boolean;
  readonly adminFeeSen: bigint;
  readonly minBalanceSen: bigint;
  readonly minDepositSen: bigint;
  readonly depositSenMax: bigint | null;
  readonly withdrawalSenMax: bigint | null;
  readonly approvalAboveSen: bigint | null;
  readonly dueSen: bigint | null;
  readonly dueDay: number;
  readonly tenors: readonly Tenor[];
  readonly legalBasis: string;
  readonly setByName: string;
};

/** Step: the products of the cooperative, in order of kind and code. */
export function savingsProducts(scope: QueryScope): Promise<Product[]> {
  return scope.tx.rows<Product>(sql`
    select p.id, p.code, p.name, p.kind, p.chart_code as "chartCode", p.interest_chart_code as "interestChartCode",
           p.tax_chart_code as "taxChartCode", p.fee_chart_code as "feeChartCode",
           p.opens_on_admission as "opensOnAdmission", p.status
      from savings.product p
     where p.cooperative_id = ${scope.cooperativeId}
     order by array_position(array['principal', 'mandatory', 'voluntary', 'goal', 'term'], p.kind), p.code
     limit 200`);
}

/** Step: all terms of products, oldest first; the row in force on a day is the last one that began by then. */
export function readTerms(scope: QueryScope, productIds: readonly string[]): Promise<Terms[]> {
  return scope.tx.rows<Terms>(sql`
    select t.product_id as "productId", t.effective_from as "effectiveFrom", t.rate_ppm as "ratePpm", t.tiers, t.tier_mode as "tierMode",
           t.balance_method as "balanceMethod", t.day_count as "dayCount", t.posting, t.compounding,
           t.rounding_step_sen as "roundingStepSen", t.rounding_mode as "roundingMode", t.taxed, t.admin_fee_sen as "adminFeeSen",
           t.min_balance_sen as "minBalanceSen", t.min_deposit_sen as "minDepositSen", t.deposit_sen_max as "depositSenMax",
           t.withdrawal_sen_max as "withdrawalSenMax", t.approval_above_sen as "approvalAboveSen", t.due_sen as "dueSen",
           t.due_day as "dueDay", t.tenors, t.legal_basis as "legalBasis", t.set_by_name as "setByName"
      from savings.product_terms t
     where t.cooperative_id = ${scope.cooperativeId} and t.product_id = any(${[...productIds]}::uuid[])
     order by t.product_id, t.effective_from
     limit 2000`);
}

/** The terms in force on a day; the oldest when none has begun yet. */
export function termsOn(terms: readonly Terms[], productId: string, day: BusinessDate): Terms | undefined {
  const own = terms.filter((candidate) => candidate.productId === productId);
  return own.findLast((candidate) => candidate.effectiveFrom <= day) ?? own[0];
}

/** What accounts of a product hold together: the control line's part of this product. */
type ProductTotal = { readonly productId: string; readonly accounts: bigint; readonly balanceSen: bigint };

/** Products with the terms in force, how many accounts each has and what they hold. Money as decimal strings. */
export const productList = query({
  name: 'savings.productList',
  permission: 'savings.read',
  input: z.strictObject({}),
  async run(scope) {
    const products = await savingsProducts(scope);
    const [terms, totals] = await Promise.all([
      readTerms(
        scope,
        products.map(({ id }) => id),
      ),
      readTotals(scope),
    ]);
    const byProduct = new Map(totals.map((total) => [total.productId, total]));
    return products.map((product) => {
      const inForce = termsOn(terms, product.id, scope.today);
      const total = byProduct.get(product.id);
      return {
        ...product,
        ratePpm: Number(inForce?.ratePpm ?? 0n),
        due: inForce?.dueSen ? formatDecimal(inForce.dueSen) : null,
        accounts: Number(total?.accounts ?? 0n),
        balance: formatDecimal(total?.balanceSen ?? 0n),
      };
    });
  },
});

/** One product with every version of its terms, newest first. Undefined when there is none. */
export const productDetail = query({
  name: 'savings.productDetail',
  permission: 'savings.read',
  input: z.strictObject({ code: z.string().max(8) }),
  async run(scope, { code }) {
    const product = (await savingsProducts(scope)).find((candidate) => candidate.code === code);
    if (!product) return undefined;
    const terms = (await readTerms(scope, [product.id])).reverse();
    return { product, terms, inForce: termsOn([...terms].reverse(), product.id, scope.today) };
  },
});

/** What a member can open: products on offer with their terms and rates. */
export const productOffers = query({
  name: 'savings.productOffers',
  permission: 'savings.read',
  input: z.strictObject({}),
  async run(scope) {
    const products = (await savingsProducts(scope)).filter(({ status }) => status === 'active');
    const terms = await readTerms(
      scope,
      products.map(({ id }) => id),
    );
    return products.map(({ id, code, name, kind }) => ({
      id,
      code,
      name,
      kind,
      tenors: termsOn(terms, id, scope.today)?.tenors ?? [],
    }));
  },
});

function readTotals(scope: QueryScope): Promise<ProductTotal[]> {
  return scope.tx.rows<ProductTotal>(sql`
    select a.product_id as "productId", count(*) as accounts, sum(l.balance_sen)::bigint as "balanceSen"
      from savings.account a
      join ledger.account l on l.cooperative_id = a.cooperative_id and l.id = a.id
     where a.cooperative_id = ${scope.cooperativeId} and a.status <> 'closed'
     group by a.product_id`);
}
