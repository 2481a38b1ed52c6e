import { type ReadRow, readAmount, readDate, textOf, toSen } from '#documents';
import type { BusinessDate } from '#kernel/dates';

/** What the rows around the table say: whose account, which days, from which balance to which. */
export type Facts = {
  accountNumber: string | null;
  currency: string | null;
  from: BusinessDate | null;
  to: BusinessDate | null;
  openingSen: bigint | null;
  closingSen: bigint | null;
  debitTotalSen: bigint | null;
  creditTotalSen: bigint | null;
  /** The title of BCA's download, whose file always ends with its closing balance. */
  bcaTitle: boolean;
};

const LABELS: readonly (readonly [RegExp, (facts: Facts, value: string) => void])[] = [
  [
    /^(no\.?|nomor|number)\s*\.?\s*rek(ening)?\b|^acc(oun)?t\s*(no|number)\b|^(no\.?\s*)?rekening\b/i,
    (facts, value) => {
      const number = /[\d][\d\s.*xX/-]{2,}/.exec(value)?.[0];
      if (number && facts.accountNumber === null) facts.accountNumber = number.replace(/[\s.-]+/g, '');
    },
  ],
  [
    /^(kode\s*)?mata\s*uang\b|^currency\b|^ccy\b/i,
    (facts, value) => {
      facts.currency ??= currencyOf(value);
    },
  ],
  [
    /^(periode|period|masa|tanggal mutasi|rentang)\b/i,
    (facts, value) => {
      const dates = datesIn(value);
      if (dates.length === 2) [facts.from, facts.to] = [dates[0] ?? null, dates[1] ?? null];
    },
  ],
  [
    /^(saldo\s*awal|opening\s*balance|beginning\s*balance|saldo\s*sebelumnya)\b/i,
    (facts, value) => {
      facts.openingSen ??= amountIn(value);
    },
  ],
  [
    /^(saldo\s*akhir|closing\s*balance|ending\s*balance)\b/i,
    (facts, value) => {
      facts.closingSen = amountIn(value) ?? facts.closingSen;
    },
  ],
  [
    /^((total|jumlah)\s*)?(mutasi\s*)?(debet|debit|db)\b/i,
    (facts, value) => {
      facts.debitTotalSen = magnitudeIn(value) ?? facts.debitTotalSen;
    },
  ],
  [
    /^((total|jumlah)\s*)?(mutasi\s*)?(kredit|credit|cr)\b/i,
    (facts, value) => {
      facts.creditTotalSen = magnitudeIn(value) ?? facts.creditTotalSen;
    },
  ],
];

/** Nothing known yet. */
export function noFacts(): Facts {
  return {
    accountNumber: null,
    currency: null,
    from: null,
    to: null,
    openingSen: null,
    closingSen: null,
    debitTotalSen: null,
    creditTotalSen: null,
    bcaTitle: false,
  };
}

/** Takes in one row outside the table; true when it said something. */
export function readFact(facts: Facts, row: ReadRow): boolean {
  const texts = row.map((cell) => textOf(cell)).filter((text) => text !== '' && text !== '=' && text !== ':');
  const [first, ...rest] = texts;
  if (first === undefined) return false;
  if (/^informasi rekening\s*-\s*mutasi rekening/i.test(first)) facts.bcaTitle = true;
  const inside = /^([^:=]{2,40}?)\s*[:=]\s*(.*)$/.exec(first);
  const label = (inside?.[1] ?? first).trim();
  const value = (inside && inside[2] !== '' ? inside[2] : rest[0]) ?? '';
  const known = LABELS.find(([pattern]) => pattern.test(label));
  // "Periode 01/06/2026 - 30/06/2026" names itself without a colon; a longer sentence does not.
  if (!known) return false;
  known[1](facts, value === '' ? first : inside || rest.length === 1 ? value : rest.join(' '));
  return true;
}

/** `Rp`, `IDR` and `rupiah` are IDR; else the three letters as written. */
export function currencyOf(text: string): string | null {
  const word = text.trim().replace(/^'/, '').toUpperCase();
  if (/^(RP\.?|IDR|RUPIAH)(\b|$)/.test(word)) return 'IDR';
  return /^[A-Z]{3}\b/.exec(word)?.[0] ?? null;
}

function datesIn(text: string): BusinessDate[] {
  const found = text.match(/\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\s+[a-z]{3,9}\s+\d{4}/gi) ?? [];
  return found.flatMap((part) => {
    const read = readDate({ kind: 'text', text: part }, 'day_first', 2079);
    return read.state === 'date' ? [read.date] : [];
  });
}

function amountIn(text: string): bigint | null {
  const body = text.replace(/\s*(cr|kredit|k)\.?$/i, '').replace(/\s*(db|dr|debet|debit|d)\.?$/i, '-');
  const read = readAmount({ kind: 'text', text: body });
  return read.state === 'amount' ? toSen(read.exact) : null;
}

function magnitudeIn(text: string): bigint | null {
  const amount = amountIn(text);
  return amount === null ? null : amount < 0n ? -amount : amount;
}
