import type { BusinessDate } from '#kernel/dates';

/** The formats in which banks hand out statements. */
export type StatementFormat = 'csv' | 'xlsx' | 'mt940' | 'camt053';

/** One movement as the bank booked it. `amountSen` above zero: the money came to us. */
export type StatementLine = {
  /** From 1, earliest first. */
  readonly no: number;
  /** Where it stands in the file: the row, or the number of the entry. For messages. */
  readonly row: number;
  readonly bookedOn: BusinessDate;
  readonly valueOn: BusinessDate | null;
  readonly amountSen: bigint;
  readonly balanceAfterSen: bigint | null;
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
  /** SHA-256 of what makes it this line: date, amount, words, balance. */
  readonly rawHash: string;
};

export type WarningCode =
  | 'balance_break'
  | 'closing_differs'
  | 'total_differs'
  | 'line_twice'
  | 'dates_backwards'
  | 'outside_period'
  | 'year_inferred'
  | 'pending_skipped'
  | 'zero_amount'
  | 'balance_currency'
  | 'no_balance';

/** What a reader noticed and a person should know before the lines are taken in. `row` is a row of the file. */
export type StatementWarning = {
  readonly code: WarningCode;
  readonly text: string;
  readonly row: number | null;
  /** By how much, where something does not add up. */
  readonly differenceSen: bigint | null;
};

/** A statement, whatever its format was. `from` and `to` are both included; balances are null where the file has none. */
export type Statement = {
  readonly format: StatementFormat;
  readonly bank: string | null;
  readonly accountNumber: string | null;
  readonly currency: string | null;
  readonly from: BusinessDate | null;
  readonly to: BusinessDate | null;
  readonly openingSen: bigint | null;
  readonly closingSen: bigint | null;
  readonly lines: readonly StatementLine[];
  readonly warnings: readonly StatementWarning[];
};

/** A movement before it is numbered and hashed. */
export type RawLine = Omit<StatementLine, 'no' | 'rawHash'>;

/** What a reader hands to `finishStatement`: lines in the order of the file. */
export type RawStatement = Omit<Statement, 'lines' | 'warnings'> & {
  readonly lines: readonly RawLine[];
  readonly warnings: readonly StatementWarning[];
  /** Sums the file itself states, to be compared. */
  readonly debitTotalSen?: bigint | null;
  readonly creditTotalSen?: bigint | null;
};

/** A file has at most this many movements: a busy account's year. */
export const LINES_MAX = 50_000;
