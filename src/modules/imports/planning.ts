import { createHash } from 'node:crypto';
import { DomainError } from '#kernel/errors';
import { canonicalJson } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import { planImport } from './plan/plan.ts';
import type { Plan, PlanOptions } from './plan/types.ts';
import { type PreviewRecord, writtenElsewhere } from './queries.ts';
import { readWorkbook } from './reading/read-workbook.ts';
import { readFile } from './store.ts';
import type { Sheet, Workbook } from './table.ts';

/** A plan as it stands now, with the sheet it is of and the hash that names it. */
export type Planned = {
  readonly plan: Plan;
  readonly planHash: string;
  readonly sheet: Sheet;
  readonly workbook: Workbook;
};

/** Plans a kept preview from its file. Errors: `import_file_gone`, `sheet_unknown`, and those of reading. */
export async function planPreview(scope: QueryScope, record: PreviewRecord): Promise<Planned> {
  const kept = await keptFile(scope, record);
  const { workbook } = kept;
  const sheet = workbook.sheets.find((candidate) => candidate.name === record.mapping.sheet);
  if (!sheet)
    throw new DomainError('invalid', 'sheet_unknown', 'Lembar ini tidak ada di dalam berkas. Pilih lembar yang lain');
  const options = {
    today: scope.today,
    imported: new Map<string, string>(),
    take: new Set(record.takeLines),
    leave: new Set(record.leaveLines),
  };
  const fresh = freshPlan(kept, sheet, record, options);
  const keys = fresh.rows.flatMap((row) => row.items.map((item) => item.key));
  const imported = await writtenElsewhere(scope, { keys, previewId: record.id });
  const plan = imported.size === 0 ? fresh : planImport(sheet, record.mapping, { ...options, imported });
  return { plan, planHash: hashOf(record, plan), sheet, workbook };
}

function hashOf(record: PreviewRecord, plan: Plan): string {
  const rows = plan.rows.filter((row) => row.take).map((row) => [row.line, row.items.map((item) => item.fingerprint)]);
  const content = { file: record.fileSha256, mapping: record.mapping, rows, difference: plan.difference };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** The last few files read and their plans, so that paging through a preview and writing in batches work once. */
type KeptFile = { readonly workbook: Workbook; plan?: { readonly of: string; readonly plan: Plan } };

const recent = new Map<string, KeptFile>();
const RECENT_MAX = 3;

async function keptFile(scope: QueryScope, record: PreviewRecord): Promise<KeptFile> {
  const name = `${scope.cooperativeId} ${record.id}`;
  const kept = recent.get(name);
  if (kept) return kept;
  const bytes = await readFile(scope, record.id);
  if (bytes.length === 0) {
    const pesan = 'Impor ini sudah selesai atau dibatalkan, jadi berkasnya sudah dihapus';
    throw new DomainError('refused', 'import_file_gone', pesan);
  }
  const file: KeptFile = { workbook: await readWorkbook(bytes) };
  for (const oldest of recent.keys()) {
    if (recent.size < RECENT_MAX) break;
    recent.delete(oldest);
  }
  recent.set(name, file);
  return file;
}

/** The plan of a file before earlier imports are asked: it depends on nothing but what is named here. */
function freshPlan(kept: KeptFile, sheet: Sheet, record: PreviewRecord, options: PlanOptions): Plan {
  const of = canonicalJson([record.mapping, record.takeLines, record.leaveLines, options.today]);
  if (kept.plan?.of !== of) kept.plan = { of, plan: planImport(sheet, record.mapping, options) };
  return kept.plan.plan;
}

/** Forgets a workbook that was kept for speed: its import is done or discarded. */
export function forgetWorkbook(scope: QueryScope, id: string): void {
  recent.delete(`${scope.cooperativeId} ${id}`);
}
