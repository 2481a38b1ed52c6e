import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import type { ProductInput, TermsInput } from '../schema.ts';

/** Writes a product. The caller has checked its chart codes. */
export async function insertProduct(scope: Scope, product: ProductInput): Promise<string> {
  const id = newId();
  await scope.tx.run(sql`
    insert into savings.product (cooperative_id, id, code, name, kind, chart_code, interest_chart_code, tax_chart_code, fee_chart_code,
                                 opens_on_admission, created_at)
    values (${scope.cooperativeId}, ${id}, ${product.code}, ${product.name}, ${product.kind}, ${product.chartCode},
            ${product.interestChartCode ?? null}, ${product.taxChartCode ?? null}, ${product.feeChartCode ?? null},
            ${product.opensOnAdmission}, ${scope.now})`);
  return id;
}

/** Writes what a product promises from a day on; answers false when that day has terms already. */
export async function insertTerms(scope: Scope, productId: string, terms: TermsInput): Promise<boolean> {
  const { actor } = scope.context;
  const tiers = terms.tiers.map(({ upTo, ratePpm }) =>
    upTo === undefined ? { ratePpm } : { upToSen: `${upTo}`, ratePpm },
  );
  const written = await scope.tx.run(sql`
    insert into savings.product_terms (cooperative_id, product_id, effective_from, rate_ppm, tiers, tier_mode, balance_method, day_count,
           posting, compounding, rounding_step_sen, rounding_mode, taxed, admin_fee_sen, min_balance_sen, min_deposit_sen,
           deposit_sen_max, withdrawal_sen_max, approval_above_sen, due_sen, due_day, tenors, legal_basis, set_by, set_by_name, set_at)
    values (${scope.cooperativeId}, ${productId}, ${terms.effectiveFrom}, ${terms.ratePpm}, ${JSON.stringify(tiers)}::jsonb,
            ${terms.tierMode}, ${terms.balanceMethod}, ${terms.dayCount}, ${terms.posting}, ${terms.compounding}, ${terms.roundingStep},
            ${terms.roundingMode}, ${terms.taxed}, ${terms.adminFee ?? 0n}, ${terms.minBalance ?? 0n}, ${terms.minDeposit ?? 0n},
            ${terms.depositMax ?? null}, ${terms.withdrawalMax ?? null}, ${terms.approvalAbove ?? null}, ${terms.due ?? null},
            ${terms.dueDay}, ${JSON.stringify(terms.tenors)}::jsonb, ${terms.legalBasis}, ${actor.personId}, ${actor.name}, ${scope.now})
    on conflict (cooperative_id, product_id, effective_from) do nothing`);
  return written === 1;
}

/** Draws the next `count` running numbers of products, locking their rows. Answers the first number of each. */
export async function drawNumbers(
  scope: Scope,
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, { code: string; first: bigint }>> {
  const records = [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await scope.tx.rows<{ id: string; code: string; first: bigint }>(sql`
    update savings.product p set next_sequence = p.next_sequence + d.count
      from json_to_recordset(${JSON.stringify(records)}::json) as d(id uuid, count bigint)
     where p.cooperative_id = ${scope.cooperativeId} and p.id = d.id
    returning p.id, p.code, p.next_sequence - d.count as first`);
  return new Map(rows.map(({ id, code, first }) => [id, { code, first }]));
}

/** Takes a product out of the offer, or back into it. Answers whether it exists. */
export async function setProductStatus(
  scope: Scope,
  productId: string,
  status: 'active' | 'retired',
): Promise<boolean> {
  const changed = await scope.tx.run(sql`
    update savings.product set status = ${status} where cooperative_id = ${scope.cooperativeId} and id = ${productId}`);
  return changed === 1;
}

/** The final tax on savings interest from a day on. */
export async function insertInterestTax(
  scope: Scope,
  tax: { effectiveFrom: BusinessDate; exemptPerMonthSen: bigint; ratePpm: number; legalBasis: string },
): Promise<void> {
  await scope.tx.run(sql`
    insert into savings.interest_tax (cooperative_id, effective_from, exempt_per_month_sen, rate_ppm, legal_basis, set_at)
    values (${scope.cooperativeId}, ${tax.effectiveFrom}, ${tax.exemptPerMonthSen}, ${tax.ratePpm}, ${tax.legalBasis}, ${scope.now})
    on conflict (cooperative_id, effective_from) do nothing`);
}
