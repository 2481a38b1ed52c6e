/** What a column can mean. The wizard offers exactly these; `src/lib/text/imports.ts` has a word for each. */
export const FIELDS = [
  'rowNo',
  'memberNo',
  'name',
  'nik',
  'employeeNo',
  'phone',
  'email',
  'birthPlace',
  'birthDate',
  'gender',
  'religion',
  'maritalStatus',
  'education',
  'occupation',
  'workplace',
  'address',
  'village',
  'district',
  'city',
  'province',
  'joinDate',
  'motherName',
  'heirName',
  'branch',
  'group',
  'status',
  'bankName',
  'bankAccountNo',
  'principalSavings',
  'mandatorySavings',
  'voluntarySavings',
  'termSavings',
  'otherSavings',
  'totalSavings',
  'savingsKind',
  'accountNo',
  'amount',
  'direction',
  'debit',
  'credit',
  'balance',
  'date',
  'description',
  'loanNo',
  'loanAmount',
  'loanPaid',
  'loanBalance',
  'instalment',
  'interest',
  'fee',
  'penalty',
  'tenor',
  'instalmentNo',
  'remainingTenor',
  'loanProduct',
  'loanRate',
  'interestTotal',
  'overduePrincipal',
  'overdueInterest',
  'dueDate',
  'totalDue',
  'accountCode',
  'accountName',
  'parentCode',
  'category',
  'normalSide',
  'openingBalance',
] as const;

export type Field = (typeof FIELDS)[number];

/** Fields whose cells are amounts of money. */
export const AMOUNT_FIELDS: ReadonlySet<Field> = new Set<Field>([
  'principalSavings',
  'mandatorySavings',
  'voluntarySavings',
  'termSavings',
  'otherSavings',
  'totalSavings',
  'amount',
  'debit',
  'credit',
  'balance',
  'loanAmount',
  'loanPaid',
  'loanBalance',
  'instalment',
  'interest',
  'fee',
  'penalty',
  'totalDue',
  'interestTotal',
  'overduePrincipal',
  'overdueInterest',
  'openingBalance',
]);

export const DATE_FIELDS: ReadonlySet<Field> = new Set<Field>(['birthDate', 'joinDate', 'date', 'dueDate']);

/** Kinds of savings that a column of balances or a word in a row can name. */
export const SAVINGS_KINDS = ['principal', 'mandatory', 'voluntary', 'term', 'other'] as const;
export type SavingsKind = (typeof SAVINGS_KINDS)[number];

/** The balance column of each kind of savings. */
export const SAVINGS_FIELDS: Readonly<Record<SavingsKind, Field>> = {
  principal: 'principalSavings',
  mandatory: 'mandatorySavings',
  voluntary: 'voluntarySavings',
  term: 'termSavings',
  other: 'otherSavings',
};

/** Fields by which a row names its member, the surest first. */
export const MEMBER_KEYS: readonly Field[] = ['memberNo', 'nik', 'employeeNo', 'name', 'accountNo', 'loanNo'];

export const TABLE_KINDS = [
  'member_list',
  'savings_balances',
  'savings_mutations',
  'loan_balances',
  'loan_schedule',
  'chart',
  'payroll_deduction',
  'member_card',
  'cash_journal',
  'unknown',
] as const;
export type TableKind = (typeof TABLE_KINDS)[number];
