import { dateText, readStoredFile } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import { sameAccount } from './reading/banks.ts';
import { readStatements } from './reading/read-statement.ts';
import type { Statement, StatementLine } from './reading/types.ts';
import { type FreshLine, gapsBetween, type KnownLine, type Span, siftLines } from './rules/dedupe.ts';
import { accountLabel, type BankAccount, maskedNumber } from './store/accounts.ts';
import { closedMonths } from './store/reconciliations.ts';
import { importedBefore, keptLines, readSpans, type Upload } from './store/statements.ts';

type Incoming = StatementLine & { readonly fingerprint: string };

/** A statement of a file, parted into what is new and what is there already. */
export type ExaminedStatement = Statement & {
  readonly layout: string;
  readonly fromOn: BusinessDate;
  readonly toOn: BusinessDate;
  readonly fresh: readonly FreshLine<Incoming>[];
  /** Word for word as in an earlier upload; alike in one of another layout; before the account's first day. */
  readonly known: number;
  readonly alike: number;
  readonly early: number;
};

/** A file as it would be taken in: every warning, in the order in which people should read them. */
export type Examined = {
  readonly statements: readonly ExaminedStatement[];
  readonly warnings: readonly { code: string; text: string }[];
};

/**
 * Reads an upload and says what would be taken in. Writes nothing. Errors: those of `readStatements`, `statement_other_account`,
 * `statement_currency`, `statement_in_future`, `statement_known`, `reconciliation_closed`.
 */
export async function examineUpload(scope: QueryScope, account: BankAccount, upload: Upload): Promise<Examined> {
  const { bytes } = await readStoredFile(scope, upload.fileId);
  const { ours, warnings } = oursOf(account, await readStatements(bytes, scope.today));
  for (const statement of ours) requirePlausible(statement, scope.today);
  const examined = await sift(scope, account, ours);
  const fresh = examined.flatMap((statement) => statement.fresh);
  const read = examined.reduce((sum, statement) => sum + statement.lines.length, 0);
  if (fresh.length === 0 && read > 0) await refuseKnown(scope, account, upload);
  await requireOpenMonths(scope, account, fresh);
  return {
    statements: examined,
    warnings: [
      ...warnings,
      ...ours.flatMap((statement) => statement.warnings),
      ...examined.flatMap(overlapWarnings),
      ...(await gapWarnings(scope, account, examined)),
    ],
  };
}

function oursOf(account: BankAccount, statements: readonly Statement[]) {
  const ours = statements.filter(
    ({ accountNumber }) => accountNumber === null || sameAccount(account.number, accountNumber),
  );
  const others = statements.filter((statement) => !ours.includes(statement));
  const [other] = others;
  if (ours.length === 0 && other) {
    const digits = (other.accountNumber ?? '').replace(/\D/g, '');
    const pesan = `Berkas ini milik rekening ${maskedNumber(digits)}, bukan ${accountLabel(account)}. Pilih rekening yang benar, lalu unggah lagi`;
    throw new DomainError('invalid', 'statement_other_account', pesan, [
      { field: 'file', code: 'statement_other_account', pesan },
    ]);
  }
  const warnings: { code: string; text: string }[] = [];
  if (others.length > 0) {
    const text = `${others.length} rekening koran lain di berkas ini milik rekening lain dan tidak diambil`;
    warnings.push({ code: 'other_accounts', text });
  }
  if (ours.some(({ accountNumber }) => accountNumber === null)) {
    const text = `Berkas ini tidak menyebut nomor rekening. Pastikan memang milik ${accountLabel(account)}`;
    warnings.push({ code: 'account_unstated', text });
  }
  return { ours, warnings };
}

function requirePlausible(statement: Statement, today: BusinessDate): void {
  if (statement.currency !== null && statement.currency !== 'IDR') {
    const pesan = `Rekening koran ini dalam ${statement.currency}, sedangkan pembukuan dalam rupiah. Unggah rekening koran rupiah`;
    throw new DomainError('refused', 'statement_currency', pesan, [
      { field: 'file', code: 'statement_currency', pesan },
    ]);
  }
  const late = statement.lines.find((line) => line.bookedOn > today);
  if (late) {
    const pesan = `Baris ${late.row} bertanggal ${dateText(late.bookedOn)}, padahal hari itu belum tiba. Periksa tahun di berkas ini`;
    throw new DomainError('refused', 'statement_in_future', pesan, [
      { field: 'file', code: 'statement_in_future', pesan },
    ]);
  }
}

async function sift(
  scope: QueryScope,
  account: BankAccount,
  statements: readonly Statement[],
): Promise<ExaminedStatement[]> {
  const days = statements.flatMap((statement) => statement.lines.map((line) => line.bookedOn)).sort();
  const [from, to] = [days[0], days.at(-1)];
  const kept: KnownLine[] = from && to ? await keptLines(scope, account.id, { from, to }) : [];
  return statements.map((statement) => {
    const layout = `${statement.format}:${statement.bank ?? ''}:${statement.lines.some((line) => line.balanceAfterSen !== null)}`;
    const moved = statement.lines.filter((line) => line.amountSen !== 0n);
    const inTime = moved.filter((line) => line.bookedOn >= account.startsOn);
    const sifted = siftLines(
      inTime.map((line) => ({ ...line, fingerprint: line.rawHash })),
      kept,
      layout,
    );
    // A file may hold the same page twice: what one statement of it brings, the next one finds there.
    kept.push(...sifted.fresh.map((line) => ({ ...line, layout })));
    const booked = statement.lines.map((line) => line.bookedOn).sort();
    const fromOn = statement.from ?? booked[0] ?? scope.today;
    const toOn = statement.to ?? booked.at(-1) ?? fromOn;
    return {
      ...statement,
      ...sifted,
      layout,
      fromOn,
      toOn: toOn < fromOn ? fromOn : toOn,
      early: moved.length - inTime.length,
    };
  });
}

async function refuseKnown(scope: QueryScope, account: BankAccount, upload: Upload): Promise<never> {
  const earlier = await importedBefore(scope, account.id, upload.fileSha256);
  const pesan = earlier
    ? `Berkas ini sudah disimpan sebagai “${earlier.fileName}”. Tidak ada baris baru di dalamnya`
    : 'Semua baris berkas ini sudah ada dari unggahan sebelumnya, atau dari sebelum rekening ini mulai dicocokkan. Tidak ada yang baru';
  throw new DomainError('conflict', 'statement_known', pesan, [{ field: 'file', code: 'statement_known', pesan }]);
}

async function requireOpenMonths(scope: QueryScope, account: BankAccount, fresh: readonly Incoming[]): Promise<void> {
  const closed = await closedMonths(scope, account.id);
  const inside = closed.find((month) =>
    fresh.some((line) => line.bookedOn >= month.startsOn && line.bookedOn < month.endsBefore),
  );
  if (inside) throw monthClosed(inside.startsOn);
}

/** The refusal of a change in a month whose reconciliation is closed. */
export function monthClosed(startsOn: BusinessDate): DomainError {
  const month = dateText(startsOn).replace(/^\d+ /, '');
  return new DomainError(
    'refused',
    'reconciliation_closed',
    `Rekonsiliasi ${month} sudah ditutup. Buka lagi dulu kalau memang perlu diubah`,
  );
}

function overlapWarnings({ known, alike, early }: ExaminedStatement): { code: string; text: string }[] {
  const warnings: { code: string; text: string }[] = [];
  if (known > 0)
    warnings.push({ code: 'overlap', text: `${known} baris sudah ada dari unggahan sebelumnya dan dilewati` });
  if (alike > 0) {
    const text = `${alike} baris sama tanggal dan jumlahnya dengan baris dari berkas berbentuk lain, jadi dianggap sama dan dilewati`;
    warnings.push({ code: 'overlap_alike', text });
  }
  if (early > 0)
    warnings.push({ code: 'before_start', text: `${early} baris dari sebelum rekening ini mulai dicocokkan dilewati` });
  return warnings;
}

async function gapWarnings(scope: QueryScope, account: BankAccount, examined: readonly ExaminedStatement[]) {
  const spans: Span[] = (await readSpans(scope, account.id)).map(({ id, fromOn, toOn, openingSen, closingSen }) => ({
    id,
    fromOn,
    toOn,
    openingSen,
    closingSen,
  }));
  const added = examined.map((statement, at) => ({ ...statement, id: `baru ${at}` }));
  const known = new Set(gapsBetween(spans).map((gap) => `${gap.from} ${gap.to}`));
  return gapsBetween([...spans, ...added])
    .filter((gap) => !known.has(`${gap.from} ${gap.to}`))
    .map((gap) => ({ code: 'gap', text: gapText(gap) }));
}

/** A gap in words. */
export function gapText(gap: { from: BusinessDate; to: BusinessDate; differenceSen: bigint }): string {
  return `Di antara ${dateText(gap.from)} dan ${dateText(gap.to)} ada mutasi yang belum diunggah: saldonya berbeda ${rupiahText(gap.differenceSen)}`;
}
