import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import type { Scope } from '#kernel/scope';
import { addChartLines, type ChartTemplate, templateChart } from './chart.ts';
import { insertPeriods, monthsBetween } from './store.ts';

/** Step: gives a new cooperative its chart of accounts, its entry counter and its open months. */
export async function installLedger(
  scope: Scope,
  options: { template: ChartTemplate; openFrom: BusinessDate },
): Promise<void> {
  await addChartLines(scope, templateChart(options.template));
  await scope.tx.run(sql`insert into ledger.counter (cooperative_id) values (${scope.cooperativeId})`);
  await insertPeriods(scope, monthsBetween(options.openFrom, scope.today));
}
