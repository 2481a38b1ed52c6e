import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { StatementLine } from '../reading/types.ts';
import type { FreshLine, KnownLine, Span } from '../rules/dedupe.ts';

/** An uploaded file that may wait to be taken in. */
export type Upload = {
  readonly id: string;
  readonly accountId: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly uploadedAt: string;
  readonly uploadedByName: string;
  readonly importedAt: string | null;
};

const UPLOAD = sql`u.id, u.account_id as "accountId", u.file_id as "fileId", u.file_name as "fileName", u.file_sha256 as "fileSha256",
  u.uploaded_at as "uploadedAt", u.uploaded_by_name as "uploadedByName", u.imported_at as "importedAt"`;

/** Keeps what was uploaded. */
export async function insertUpload(
  scope: Scope,
  upload: Pick<Upload, 'id' | 'accountId' | 'fileId' | 'fileName' | 'fileSha256'>,
): Promise<void> {
  const { cooperativeId, now, context } = scope;
  await scope.tx.run(sql`
    insert into bank.upload (cooperative_id, id, account_id, file_id, file_name, file_sha256, uploaded_at, uploaded_by, uploaded_by_name)
    values (${cooperativeId}, ${upload.id}, ${upload.accountId}, ${upload.fileId}, ${upload.fileName}, ${upload.fileSha256}, ${now},
            ${context.actor.personId}, ${context.actor.name})`);
}

/** One upload. Error: `bank_upload_unknown`. */
export async function readUpload(scope: QueryScope, id: string): Promise<Upload> {
  const upload = await scope.tx.maybe<Upload>(
    sql`select ${UPLOAD} from bank.upload u where u.cooperative_id = ${scope.cooperativeId} and u.id = ${id}`,
  );
  if (!upload) throw new DomainError('not_found', 'bank_upload_unknown', 'Berkas rekening koran ini tidak ada');
  return upload;
}

/** The upload by which the same file was taken in before, if it was. */
export function importedBefore(scope: QueryScope, accountId: string, fileSha256: string): Promise<Upload | undefined> {
  return scope.tx.maybe<Upload>(sql`
    select ${UPLOAD} from bank.upload u
     where u.cooperative_id = ${scope.cooperativeId} and u.account_id = ${accountId} and u.file_sha256 = ${fileSha256}
       and u.imported_at is not null`);
}

/** Marks an upload as taken in. */
export async function updateImported(scope: Scope, id: string): Promise<void> {
  await scope.tx.run(
    sql`update bank.upload set imported_at = ${scope.now} where cooperative_id = ${scope.cooperativeId} and id = ${id}`,
  );
}

/** The lines of an account on these days, both included, with the layout they came in. */
export function keptLines(
  scope: QueryScope,
  accountId: string,
  days: { from: BusinessDate; to: BusinessDate },
): Promise<KnownLine[]> {
  return scope.tx.rows<KnownLine>(sql`
    select l.fingerprint, l.ordinal, l.booked_on as "bookedOn", l.amount_sen as "amountSen", l.balance_after_sen as "balanceAfterSen",
           s.layout
      from bank.line l
      join bank.statement s on s.cooperative_id = l.cooperative_id and s.id = l.statement_id
     where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${accountId}
       and l.booked_on >= ${days.from}::date and l.booked_on <= ${days.to}::date
     order by l.booked_on, l.no`);
}

/** A statement that was taken in, with how many of its lines were new. */
export type KeptStatement = Span & {
  readonly format: string;
  readonly fileName: string;
  readonly fileId: string;
  readonly linesRead: number;
  readonly linesNew: number;
  readonly importedAt: string;
  readonly importedByName: string;
};

/** Every statement of an account, earliest first. */
export function readSpans(scope: QueryScope, accountId: string): Promise<KeptStatement[]> {
  return scope.tx.rows<KeptStatement>(sql`
    select s.id, s.from_on as "fromOn", s.to_on as "toOn", s.opening_sen as "openingSen", s.closing_sen as "closingSen", s.format,
           u.file_name as "fileName", u.file_id as "fileId", s.lines_read as "linesRead", s.lines_new as "linesNew",
           s.imported_at as "importedAt", s.imported_by_name as "importedByName"
      from bank.statement s
      join bank.upload u on u.cooperative_id = s.cooperative_id and u.id = s.upload_id
     where s.cooperative_id = ${scope.cooperativeId} and s.account_id = ${accountId}
     order by s.from_on, s.to_on, s.imported_at, s.id`);
}

export type NewStatement = Omit<Span, 'id'> & {
  readonly id: string;
  readonly accountId: string;
  readonly uploadId: string;
  readonly format: string;
  readonly layout: string;
  readonly linesRead: number;
  readonly linesNew: number;
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
};

/** Writes one statement. */
export async function insertStatement(scope: Scope, statement: NewStatement): Promise<void> {
  const { cooperativeId, now, context } = scope;
  const warnings = JSON.stringify(statement.warnings.map(({ code, text }) => ({ code, text })));
  await scope.tx.run(sql`
    insert into bank.statement (cooperative_id, id, account_id, upload_id, format, layout, from_on, to_on, opening_sen, closing_sen,
                                lines_read, lines_new, warnings, imported_at, imported_by, imported_by_name)
    values (${cooperativeId}, ${statement.id}, ${statement.accountId}, ${statement.uploadId}, ${statement.format}, ${statement.layout},
            ${statement.fromOn}::date, ${statement.toOn}::date, ${statement.openingSen}, ${statement.closingSen}, ${statement.linesRead},
            ${statement.linesNew}, ${warnings}::jsonb, ${now}, ${context.actor.personId}, ${context.actor.name})`);
}

/** Writes the new lines of a statement in one go. */
export async function insertLines(
  scope: Scope,
  statement: { id: string; accountId: string },
  lines: readonly (FreshLine<StatementLine> & { readonly id: string; readonly fingerprint: string })[],
): Promise<void> {
  const records = lines.map((line) => ({
    id: line.id,
    no: line.no,
    booked_on: line.bookedOn,
    value_on: line.valueOn,
    amount_sen: `${line.amountSen}`,
    balance_after_sen: line.balanceAfterSen === null ? null : `${line.balanceAfterSen}`,
    description: line.description.slice(0, 2000),
    counterparty: line.counterparty?.slice(0, 200) ?? null,
    reference: line.reference?.slice(0, 200) ?? null,
    fingerprint: line.fingerprint,
    ordinal: line.ordinal,
  }));
  await scope.tx.run(sql`
    insert into bank.line (cooperative_id, id, account_id, statement_id, no, booked_on, value_on, amount_sen, balance_after_sen,
                           description, counterparty, reference, fingerprint, ordinal)
    select ${scope.cooperativeId}, r.id, ${statement.accountId}, ${statement.id}, r.no, r.booked_on, r.value_on, r.amount_sen,
           r.balance_after_sen, r.description, r.counterparty, r.reference, r.fingerprint, r.ordinal
      from json_to_recordset(${JSON.stringify(records)}::json) as r(id uuid, no integer, booked_on date, value_on date, amount_sen bigint,
           balance_after_sen bigint, description text, counterparty text, reference text, fingerprint text, ordinal integer)`);
}
