import type { Column } from './columns.ts';
import type { Field, TableKind } from './fields.ts';

/** One kind a table may be, with its score; the wizard shows the best and offers the others. */
export type KindScore = { readonly kind: TableKind; readonly score: number };

const PERSONAL: readonly Field[] = [
  'birthDate',
  'birthPlace',
  'gender',
  'address',
  'phone',
  'nik',
  'motherName',
  'religion',
  'joinDate',
  'district',
  'maritalStatus',
  'occupation',
];
const SAVINGS: readonly Field[] = [
  'principalSavings',
  'mandatorySavings',
  'voluntarySavings',
  'termSavings',
  'otherSavings',
  'totalSavings',
];

/** A plan of instalments, many rows a loan; a list of what was paid has the same columns and another title. */
const SCHEDULE_TITLE = /(jadwal|schedule|kartu[ _-]angsuran|rencana[ _-]angsuran)/i;

const SAVING_TITLE = /(penarikan|setoran|simpanan|tabungan|iuran|autodebet)/i;

/** Which kind of table the columns make, the likeliest first. `title` is the text above the headings and the sheet's name. */
export function kindsOf(columns: readonly Column[], title: string): KindScore[] {
  const fields = new Set(columns.flatMap((column) => (column.field ? [column.field] : [])));
  const has = (...wanted: Field[]) => wanted.some((field) => fields.has(field));
  const count = (wanted: readonly Field[]) => wanted.filter((field) => fields.has(field)).length;
  const member = has('memberNo', 'name', 'nik', 'employeeNo', 'accountNo', 'loanNo');
  const savings = count(SAVINGS);
  const loans = count(['loanBalance', 'loanAmount', 'loanPaid']);
  const deduction = /\b(potongan|tagihan|pemotongan|potong gaji|payroll)\b/i.test(title);
  const movement = has('date') && (has('amount', 'debit', 'credit') || savings > 0) && loans === 0 && !has('interest');
  const billing = count(['interest', 'fee', 'instalment']) > 0 && !has('loanBalance', 'loanAmount', 'tenor');
  // A list that shares out the surplus names savings and loans as its basis, not as balances.
  if (columns.filter((column) => /\bshu\b/i.test(column.heading)).length > 1) return [{ kind: 'unknown', score: 0 }];
  const sums = savings + loans + count(['instalment', 'totalDue', 'amount']);
  // One amount a member, and a title that says which way it goes: the day stands in the title as well.
  const undated = has('amount') && !has('date') && savings + loans === 0 && SAVING_TITLE.test(title);
  const scores: KindScore[] = [
    { kind: 'member_card', score: !member && has('date') && savings > 1 && loans > 0 ? 100 : 0 },
    { kind: 'chart', score: chartScore(fields, member) },
    { kind: 'payroll_deduction', score: member && billing ? 70 + (deduction ? 20 : 0) : 0 },
    { kind: 'payroll_deduction', score: member && deduction && !has('date', 'loanBalance') && sums > 1 ? 85 : 0 },
    { kind: 'savings_mutations', score: member && undated ? 60 : 0 },
    { kind: 'savings_mutations', score: member && movement ? 80 : 0 },
    { kind: 'member_list', score: member ? Math.min(95, count(PERSONAL) * 19) : 0 },
    {
      kind: 'savings_balances',
      score: member && savings > 0 && !has('date') ? 65 + savings * 5 - (billing ? 30 : 0) : 0,
    },
    { kind: 'savings_balances', score: member && has('balance') && !has('date', 'debit', 'credit') ? 55 : 0 },
    { kind: 'loan_schedule', score: has('loanNo') && has('loanPaid') && SCHEDULE_TITLE.test(title) ? 96 : 0 },
    { kind: 'loan_balances', score: member && has('loanBalance', 'loanAmount') ? loanScore(has) : 0 },
    { kind: 'cash_journal', score: !member && has('date') && has('amount', 'debit', 'credit') ? 75 : 0 },
  ];
  const best = new Map<TableKind, number>();
  for (const { kind, score } of scores) if (score > (best.get(kind) ?? 0)) best.set(kind, score);
  const found = [...best].map(([kind, score]) => ({ kind, score })).sort((a, b) => b.score - a.score);
  return found.length > 0 ? found : [{ kind: 'unknown', score: 0 }];
}

function chartScore(fields: ReadonlySet<Field>, member: boolean): number {
  if (!fields.has('accountCode')) return 0;
  const named = fields.has('accountName') || fields.has('name');
  if (!named) return 0;
  const personal = member && (fields.has('memberNo') || fields.has('nik'));
  return personal ? 20 : 90;
}

function loanScore(has: (...wanted: Field[]) => boolean): number {
  const balance = has('loanBalance') ? 68 : 50;
  return balance + (has('tenor', 'remainingTenor', 'instalment', 'interest', 'interestTotal', 'loanRate') ? 10 : 0);
}
