import { sumSen } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { addChartLines, generalAccountIds, type LineDraft, post, readChart } from '#ledger';
import type { Plan } from '../plan/types.ts';
import type { PreviewRecord } from '../queries.ts';
import { type Progress, progressOf } from '../report.ts';
import type { Settings } from '../schema.ts';
import { insertWritten, type WrittenRow } from '../store.ts';
import { counterAccount, requireDifferenceAccount } from './accounts.ts';
import { chartLinesOf } from './chart-lines.ts';

/** Writes the chart lines of a file and one balanced opening entry; its difference goes to the account people named. */
export async function writeChart(
  scope: Scope,
  record: PreviewRecord,
  plan: Plan,
  settings: Settings,
): Promise<Progress> {
  requireDifferenceAccount(plan, settings);
  const agreed = plan.rows.filter((row) => row.take);
  const change = chartLinesOf(agreed, await readChart(scope));
  const refused = new Set(change.refusals.map((refusal) => refusal.line));
  const rows = agreed.filter((row) => !refused.has(row.line));
  if (change.added.length > 0) await addChartLines(scope, change.added);
  const opened = rows.flatMap((row) =>
    row.items.flatMap(({ item }) =>
      item.part === 'account' && item.amount !== 0n ? [{ code: item.code, amount: item.amount }] : [],
    ),
  );
  const accounts = await generalAccountIds(
    scope,
    opened.map(({ code }) => code),
  );
  const lines: LineDraft[] = opened.map(({ code, amount }) => ({
    accountId: accounts.get(code) ?? '',
    amountSen: amount,
  }));
  const difference = sumSen(opened.map(({ amount }) => amount));
  if (difference !== 0n) {
    const accountId = await counterAccount(scope, settings.differenceCode ?? settings.counterCode);
    lines.push({ accountId, amountSen: -difference, note: 'Selisih berkas neraca awal' });
  }
  const entries =
    lines.length === 0
      ? []
      : await post(scope, [
          {
            description: `Neraca awal dari berkas ${record.fileName}`.slice(0, 300),
            businessDate: settings.openingDate,
            source: 'imports.chart',
            lines,
          },
        ]);
  const written = rows.flatMap((row) =>
    row.items.map(
      ({ key, fingerprint, item }): WrittenRow => ({
        key,
        fingerprint,
        line: row.line,
        part: 'account',
        amountSen: item.amount,
        entryId: entries[0]?.id ?? null,
      }),
    ),
  );
  await insertWritten(scope, record.id, written);
  const entryNumbers = entries.map((entry) => entry.number);
  return progressOf({ membersAdded: 0, entryNumbers, refusals: change.refusals });
}
