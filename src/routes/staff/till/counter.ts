import { DomainError, fieldError } from '#kernel/errors';
import { divideRounded, formatDecimal, parseDecimal } from '#kernel/money';
import type { FormValues } from '#lib/server/form.ts';
import type { CounterLoan } from '#loans';
import { type CounterSaving, DENOMINATIONS, type Denomination, type Pieces } from '#payments';

/** A denomination and the name of its field: 100,000 is `d100000`. */
export type DenominationField = { readonly denomination: Denomination; readonly name: string };

export const DENOMINATION_FIELDS: readonly DenominationField[] = DENOMINATIONS.map((denomination) => ({
  denomination,
  name: `d${denomination.slice(0, -3)}`,
}));

/** The counted pieces of a form; an empty field is none. Errors at the field: `pieces_format`. */
export function readPieces(values: FormValues): Pieces[] {
  return DENOMINATION_FIELDS.map(({ denomination, name }) => {
    const typed = (values[name] ?? '').replaceAll('.', '');
    if (!/^\d{0,6}$/.test(typed)) throw fieldError(name, 'pieces_format', 'Tulis banyaknya dalam angka, misalnya 12');
    return { denomination, pieces: Number(typed) };
  });
}

const WAITS_MS = [150, 300, 600, 1200, 2400];

/**
 * Sends a form's command; where the same form is being worked on already (a double click), waits for its answer instead of
 * telling the person to: both clicks then end at the same receipt.
 */
export async function patiently<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (const wait of WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof DomainError) || error.reason !== 'idempotency_in_progress') throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return send();
}

/** What the teller chose: `deposit:<saving>`, `withdrawal:<saving>` or `pay:<loan>`. */
export type Act =
  | { readonly kind: 'deposit' | 'withdrawal'; readonly saving: CounterSaving }
  | { readonly kind: 'pay'; readonly loan: CounterLoan };

/** The act of a choice, if this member's savings and loans allow it. */
export function readAct(
  { savings, loans }: { savings: readonly CounterSaving[]; loans: readonly CounterLoan[] },
  choice: string | null | undefined,
): Act | undefined {
  const [kind, id] = (choice ?? '').split(':');
  const loan = loans.find((candidate) => candidate.id === id);
  if (kind === 'pay' && loan) return { kind, loan };
  const saving = savings.find((candidate) => candidate.id === id);
  if (kind === 'deposit' && saving?.mayDeposit) return { kind, saving };
  if (kind === 'withdrawal' && saving?.mayWithdraw) return { kind, saving };
  return undefined;
}

/** What is due of a loan in cash: whole rupiah, rounded up, since a drawer holds no sen. */
export function cashDue({ due, running }: Pick<CounterLoan, 'due' | 'running'>): string {
  const owed = parseDecimal(due === '0.00' ? running : due);
  return formatDecimal(divideRounded(owed, 100n, 'up') * 100n);
}

/**
 * The choice that most members come for: an instalment that is due, else a deposit to the saving they may also draw from; a new member pays
 * the principal.
 */
export function likelyAct({ savings, loans }: { savings: readonly CounterSaving[]; loans: readonly CounterLoan[] }): {
  act: string;
  amount: string;
} {
  const due = loans.find((loan) => loan.due !== '0.00');
  // The field stays empty, so that another amount can be typed at once; empty means what is due.
  if (due) return { act: `pay:${due.id}`, amount: '' };
  const open = savings.filter((saving) => saving.mayDeposit);
  const usual = open.find((saving) => saving.mayWithdraw);
  if (usual) return { act: `deposit:${usual.id}`, amount: '' };
  const principal = open.find((saving) => saving.kind === 'principal' && saving.due !== '0.00');
  if (principal) return { act: `deposit:${principal.id}`, amount: principal.due };
  return { act: open[0] ? `deposit:${open[0].id}` : '', amount: '' };
}
