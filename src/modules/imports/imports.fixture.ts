import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { formatDecimal } from '#kernel/money';
import { readChart } from '#ledger';
import { installSavings, savingsProducts } from '#savings';
import { read, step, type World } from '../../../test/support/world.ts';
import { agreeImport, runImport } from './agreement.ts';
import type { Mapping } from './layout/mapping.ts';
import type { Preview } from './previews.ts';
import { correctPreview, importPreview, openPreview } from './previews.ts';
import type { PreviewRecord } from './queries.ts';
import { OPENING_CODE } from './writing/accounts.ts';

/** A cooperative with savings products, whose books are open since long ago. */
export async function savingsCooperative(world: World): Promise<Context> {
  const context = await world.cooperative({ openFrom: '2014-01-01' });
  await step(context, (scope) => installSavings(scope, {}));
  return context;
}

/** Uploads a file and answers its preview, with the mapping corrected where asked. */
export async function upload(
  context: Context,
  file: { readonly fileName: string; readonly bytes: Uint8Array | string },
  correction: { mapping?: Partial<Mapping>; take?: readonly number[]; leave?: readonly number[] } = {},
): Promise<Preview> {
  const bytes = typeof file.bytes === 'string' ? Buffer.from(file.bytes) : file.bytes;
  const { id } = await openPreview(context, { fileName: file.fileName, bytes });
  const first = await importPreview(context, { id });
  const mapping = { ...first.record.mapping, ...correction.mapping };
  await correctPreview(context, { id, mapping, take: correction.take, leave: correction.leave });
  return importPreview(context, { id });
}

/** Agrees to a preview as it stands and writes it to its end. */
export async function agreeAndRun(
  context: Context,
  preview: Preview,
  settings: Record<string, unknown> = {},
): Promise<PreviewRecord> {
  await agreeImport(context, {
    id: preview.record.id,
    planHash: preview.planHash,
    settings: { openingDate: preview.record.mapping.asOf ?? '2025-12-31', counterCode: OPENING_CODE, ...settings },
  });
  return runImport(context, preview.record.id);
}

/** What stands on each chart line, as decimal strings in the line's normal sign; lines at zero are left out. */
export function balances(context: Context): Promise<Record<string, string>> {
  return read(context, async (scope) => {
    const normal = new Map((await readChart(scope)).map((line) => [line.code, line.normal]));
    const rows = await scope.tx.rows<{ code: string; total: bigint }>(sql`
      select a.chart_code as code, sum(l.amount_sen)::bigint as total
        from ledger.line l join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
       where l.cooperative_id = ${scope.cooperativeId} group by a.chart_code having sum(l.amount_sen) <> 0`);
    return Object.fromEntries(
      rows.map(({ code, total }) => [code, formatDecimal(normal.get(code) === 'credit' ? -total : total)]),
    );
  });
}

/** The product ids of a cooperative by their code (SP, SW, SS ...). */
export function productIds(context: Context): Promise<Record<string, string>> {
  return read(context, async (scope) =>
    Object.fromEntries((await savingsProducts(scope)).map((product) => [product.code, product.id])),
  );
}

/** How many rows a table of the cooperative has. */
export function countOf(
  context: Context,
  table: 'members.member' | 'savings.account' | 'ledger.entry' | 'imports.position' | 'imports.file_part',
): Promise<number> {
  const counts = {
    'members.member': sql`select count(*) as n from members.member where cooperative_id = ${context.cooperative.id}`,
    'savings.account': sql`select count(*) as n from savings.account where cooperative_id = ${context.cooperative.id}`,
    'ledger.entry': sql`select count(*) as n from ledger.entry where cooperative_id = ${context.cooperative.id}`,
    'imports.position': sql`select count(*) as n from imports.position where cooperative_id = ${context.cooperative.id}`,
    'imports.file_part': sql`select count(*) as n from imports.file_part where cooperative_id = ${context.cooperative.id}`,
  };
  return read(context, async (scope) => Number((await scope.tx.one<{ n: bigint }>(counts[table])).n));
}
