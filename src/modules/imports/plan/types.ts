import type { BusinessDate } from '#kernel/dates';
import type { Sen } from '#kernel/money';
import type { Field, SavingsKind, TableKind } from '../layout/fields.ts';
import type { Issue, Remark } from './issues.ts';
import type { LoanSummary, LoanTerms } from './loan-types.ts';

/** A person as the file describes them; empty text means the file does not say. */
export type MemberFacts = {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly nik: string;
  readonly employeeNumber: string;
  readonly phone: string;
  readonly email: string;
  readonly birthPlace: string;
  readonly birthDate: BusinessDate | '';
  readonly gender: 'male' | 'female' | '';
  readonly address: string;
  readonly occupation: string;
  readonly workplace: string;
  readonly motherName: string;
  readonly joinedOn: BusinessDate | '';
  readonly group: string;
};

/** One thing a row asks to be written. Amounts are signed sen. */
export type Item =
  | { readonly part: 'savings'; readonly savings: SavingsKind; readonly amount: Sen }
  | {
      readonly part: 'loan';
      readonly amount: Sen;
      readonly loanNumber: string;
      readonly originalAmount: Sen | null;
      readonly tenor: string;
      readonly terms: LoanTerms;
    }
  | {
      readonly part: 'mutation';
      readonly savings: SavingsKind;
      /** Above zero: money in for the member; below zero: money out. */
      readonly amount: Sen;
      readonly date: BusinessDate;
      readonly description: string;
    }
  | {
      readonly part: 'account';
      readonly code: string;
      readonly name: string;
      readonly side: 'debit' | 'credit';
      readonly category: string;
      readonly parent: string;
      /** Debit above zero, credit below. */
      readonly amount: Sen;
    };

/** An item with the key that recognises it in a later import, and a fingerprint that tells whether it changed. */
export type KeyedItem = { readonly key: string; readonly fingerprint: string; readonly item: Item };

/** `known`: already imported and unchanged; `changed`: already imported with another value, so it is told and not written. */
export type RowStatus = 'taken' | 'doubtful' | 'refused' | 'known' | 'changed';

export type PlanRow = {
  /** As the spreadsheet counts: the first row is 1. */
  readonly line: number;
  readonly status: RowStatus;
  /** Whether the row will be written: the proposal, or what the user chose. */
  readonly take: boolean;
  readonly label: string;
  readonly group: string;
  readonly issues: readonly Issue[];
  readonly member: MemberFacts | null;
  readonly items: readonly KeyedItem[];
};

/** The control total of one column, as decimal text with up to twelve decimals kept out: all in sen. */
export type ControlTotal = {
  readonly field: Field;
  readonly heading: string;
  /** Sum of all rows of the table. */
  readonly rows: Sen;
  /** Sum of what will be written. */
  readonly taken: Sen;
  /** What the file prints as its own total; null when it prints none. */
  readonly printed: Sen | null;
};

/** A sum in the file that is not the sum of its parts. */
export type ArithmeticError = {
  readonly line: number;
  readonly field: Field;
  readonly heading: string;
  readonly what: 'grand_total' | 'subtotal' | 'row_sum' | 'running_balance' | 'debit_credit';
  readonly printed: Sen;
  readonly computed: Sen;
};

export type Plan = {
  readonly kind: TableKind;
  readonly rows: readonly PlanRow[];
  readonly counts: Readonly<Record<RowStatus, number>> & { readonly willBeWritten: number };
  readonly controls: readonly ControlTotal[];
  readonly arithmetic: readonly ArithmeticError[];
  readonly remarks: readonly Remark[];
  /** Chart only: debit minus credit of what will be written; it needs an account of its own when it is not zero. */
  readonly difference: Sen;
  /** The loans of the table; null when it has none. */
  readonly loans: LoanSummary | null;
  readonly asOf: BusinessDate | null;
};

export type PlanOptions = {
  readonly today: BusinessDate;
  /** Fingerprints of what earlier imports wrote, by key. */
  readonly imported: ReadonlyMap<string, string>;
  /** Lines the user decided about, against the proposal. */
  readonly take: ReadonlySet<number>;
  readonly leave: ReadonlySet<number>;
  /** Keys of members that the register does not know, where somebody asked. */
  readonly strangers?: ReadonlySet<string>;
};
