import { createHash } from 'node:crypto';
import { readWorkbook, type ReadSheet as Sheet, type ReadWorkbook as Workbook } from '#documents';
import { DomainError } from '#kernel/errors';
import { canonicalJson } from '#kernel/input';
import type { QueryScope } from '#kernel/query';
import { membersByNumber } from '#members';
import { withCardSummary } from './layout/cards.ts';
import { planImport } from './plan/plan.ts';
import type { Plan, PlanOptions } from './plan/types.ts';
import { membersByKey, type PreviewRecord, writtenElsewhere } from './queries.ts';
import { readFile } from './store.ts';

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
  const strangers = await strangersIn(scope, fresh);
  const nothingNew = imported.size === 0 && strangers.size === 0;
  const plan = nothingNew ? fresh : planImport(sheet, record.mapping, { ...options, imported, strangers });
  return { plan, planHash: hashOf(record, plan), sheet, workbook };
}

/** Who is lent to and not in the register: a list of loans should name nobody new. */
async function strangersIn(scope: QueryScope, { kind, rows }: Plan): Promise<Set<string>> {
  if (kind !== 'loan_balances' && kind !== 'loan_schedule') return new Set();
  const members = new Map(rows.flatMap(({ member }) => (member ? [[member.key, member.number] as const] : [])));
  const [byKey, byNumber] = await Promise.all([
    membersByKey(scope, [...members.keys()]),
    membersByNumber(scope, [...members.values()]),
  ]);
  return new Set([...members].flatMap(([key, number]) => (byKey.has(key) || byNumber.has(number) ? [] : [key])));
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
  const file: KeptFile = { workbook: withCardSummary(await readWorkbook(bytes)) };
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
