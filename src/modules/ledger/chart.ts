import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { assert, DomainError } from '#kernel/errors';
import { textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { KONSUMEN_CHART } from './templates/konsumen.ts';
import { KSP_CHART } from './templates/ksp.ts';

export const ACCOUNT_KINDS = ['asset', 'liability', 'equity', 'revenue', 'expense'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export type ChartLine = {
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly normal: 'debit' | 'credit';
  readonly postable: boolean;
  readonly parentCode: string | null;
  readonly ownCapital: boolean;
  readonly party: 'member' | 'non_member' | null;
  readonly cashFlow: 'cash' | 'operating' | 'investing' | 'financing' | null;
  readonly regulatory: Readonly<Record<string, string>>;
  readonly note: string;
  readonly active: boolean;
};

export type ChartTemplate = 'ksp' | 'konsumen';
const TEMPLATES: Record<ChartTemplate, string> = { ksp: KSP_CHART, konsumen: KONSUMEN_CHART };

/** The lines of a chart template, parents before children. */
export function templateChart(template: ChartTemplate): ChartLine[] {
  return TEMPLATES[template].trim().split('\n').map(parseTemplateLine);
}

function parseTemplateLine(text: string): ChartLine {
  const [code, name, kind, normal, postable, parent, own, party, cashFlow, jkuk, note] = text.split('|');
  assert(code && name && isKind(kind), `chart template line: ${text}`);
  return {
    code,
    name,
    kind,
    normal: normal === 'credit' ? 'credit' : 'debit',
    postable: postable === 'postable',
    parentCode: parent || null,
    ownCapital: own === 'own',
    party: party === 'member' || party === 'non_member' ? party : null,
    cashFlow: (cashFlow || null) as ChartLine['cashFlow'],
    regulatory: jkuk ? { jkuk } : {},
    note: note ?? '',
    active: true,
  };
}

function isKind(text: string | undefined): text is AccountKind {
  return ACCOUNT_KINDS.some((kind) => kind === text);
}

/** Step: adds chart lines and a general account for each postable one. Error: `chart_code_taken`. */
export async function addChartLines(scope: Scope, lines: readonly ChartLine[]): Promise<void> {
  const records = lines.map((line) => ({
    code: line.code,
    name: line.name,
    kind: line.kind,
    normal: line.normal,
    postable: line.postable,
    parent_code: line.parentCode,
    own_capital: line.ownCapital,
    party: line.party,
    cash_flow: line.cashFlow,
    regulatory: line.regulatory,
    note: line.note,
    account_id: newId(),
  }));
  const added = await scope.tx.run(sql`
    insert into ledger.chart_line (cooperative_id, code, name, kind, normal, postable, parent_code, own_capital, party, cash_flow, regulatory, note)
    select ${scope.cooperativeId}, r.code, r.name, r.kind, r.normal, r.postable, r.parent_code, r.own_capital, r.party, r.cash_flow, r.regulatory, r.note
      from json_to_recordset(${JSON.stringify(records)}::json) as r(code text, name text, kind text, normal text, postable boolean,
           parent_code text, own_capital boolean, party text, cash_flow text, regulatory jsonb, note text)
    on conflict (cooperative_id, code) do nothing`);
  if (added !== records.length) {
    throw new DomainError('conflict', 'chart_code_taken', 'Kode akun ini sudah dipakai');
  }
  await scope.tx.run(sql`
    insert into ledger.account (cooperative_id, id, chart_code, name, owner_kind, normal, guarded, opened_at)
    select c.cooperative_id, r.account_id, c.code, c.name, 'general', c.normal, false, ${scope.now}
      from ledger.chart_line c
      join json_to_recordset(${JSON.stringify(records)}::json) as r(code text, account_id uuid) on r.code = c.code
     where c.cooperative_id = ${scope.cooperativeId} and c.postable`);
}

/** The chart, in the order of its codes. */
export function readChart(scope: QueryScope): Promise<ChartLine[]> {
  return scope.tx.rows<ChartLine>(sql`
    select c.code, c.name, c.kind, c.normal, c.postable, c.parent_code as "parentCode", c.own_capital as "ownCapital", c.party,
           c.cash_flow as "cashFlow", c.regulatory, c.note, c.active
      from ledger.chart_line c
     where c.cooperative_id = ${scope.cooperativeId}
     order by c.code collate "C"`);
}

/** The cooperative's chart of accounts. */
export const chartOfAccounts = query({
  name: 'ledger.chart',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: (scope) => readChart(scope),
});

export const ChartLineInput = z.strictObject({
  code: textField(20).regex(/^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$/, {
    error: 'Kode memakai angka dan titik, misalnya 6.1.20',
  }),
  name: textField(160),
  kind: z.enum(ACCOUNT_KINDS),
  normal: z.enum(['debit', 'credit']),
  postable: z.boolean(),
  parentCode: textField(20).nullable(),
  ownCapital: z.boolean().default(false),
  party: z.enum(['member', 'non_member']).nullable().default(null),
  cashFlow: z.enum(['cash', 'operating', 'investing', 'financing']).nullable().default(null),
  regulatory: z.record(textField(20), textField(40)).default({}),
  note: z.string().trim().max(200).default(''),
});

/** Adds a line to the chart. Errors: `chart_code_taken`, `chart_parent_unknown`, `chart_kind_differs`. */
export const addChartLine = command({
  name: 'ledger.addChartLine',
  permission: 'ledger.chart',
  input: ChartLineInput,
  async run(scope, input) {
    if (input.parentCode !== null) await requireParent(scope, input.parentCode, input.kind);
    await addChartLines(scope, [{ ...input, active: true }]);
    return { code: input.code };
  },
});

async function requireParent(scope: Scope, code: string, kind: AccountKind): Promise<void> {
  const parent = await scope.tx.maybe<{ kind: AccountKind; postable: boolean }>(sql`
    select c.kind, c.postable from ledger.chart_line c where c.cooperative_id = ${scope.cooperativeId} and c.code = ${code}`);
  if (!parent || parent.postable) {
    throw new DomainError('invalid', 'chart_parent_unknown', 'Kelompok induk tidak ada, atau bukan judul kelompok', [
      { field: 'parentCode', code: 'chart_parent_unknown', pesan: 'Pilih judul kelompok yang ada' },
    ]);
  }
  if (parent.kind !== kind) {
    throw new DomainError('invalid', 'chart_kind_differs', 'Jenis akun harus sama dengan kelompok induknya');
  }
}

/** Renames a line, changes its tags, or retires it. A line with a balance cannot be retired: `chart_line_used`. */
export const editChartLine = command({
  name: 'ledger.editChartLine',
  permission: 'ledger.chart',
  input: z.strictObject({
    code: textField(20),
    name: textField(160),
    regulatory: z.record(textField(20), textField(40)).default({}),
    note: z.string().trim().max(200).default(''),
    active: z.boolean(),
  }),
  async run(scope, input) {
    if (!input.active && (await lineIsUsed(scope, input.code))) {
      throw new DomainError('refused', 'chart_line_used', 'Akun ini masih dipakai, jadi belum bisa dinonaktifkan');
    }
    const changed = await scope.tx.run(sql`
      update ledger.chart_line set name = ${input.name}, regulatory = ${JSON.stringify(input.regulatory)}::jsonb,
             note = ${input.note}, active = ${input.active}
       where cooperative_id = ${scope.cooperativeId} and code = ${input.code}`);
    if (changed === 0) throw new DomainError('not_found', 'chart_code_unknown', 'Kode akun ini tidak ada');
    return { code: input.code };
  },
});

async function lineIsUsed(scope: Scope, code: string): Promise<boolean> {
  const { used } = await scope.tx.one<{ used: boolean }>(sql`
    select exists (
      select 1 from ledger.account a join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
       where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${code}
       group by a.id having sum(l.amount_sen) <> 0) as used`);
  return used;
}
