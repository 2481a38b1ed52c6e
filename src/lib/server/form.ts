import { fail } from '@sveltejs/kit';
import { DomainError, type ErrorCode, fieldError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';
import { parseDateInput, parseRupiahInput } from '../formats.ts';
import type { Locale } from '../text/index.ts';
import { inputMessages } from '../text/messages.ts';
import { refusalText } from '../text/refusals.ts';
import { localeNow } from './locale.ts';

/** The text fields of a form. Files are read by the page that expects them. */
export type FormValues = Record<string, string>;

/** What a failed action hands back to its page. */
export type FormFailure = { values: FormValues; errors: Record<string, string>; message: string; reason: string };

const STATUS: Record<ErrorCode, number> = { invalid: 400, forbidden: 403, not_found: 404, conflict: 409, refused: 422 };
/** Never handed back to the page: what a password field held stays unsaid. */
const SECRET = /password|^pin|pin$|^(office|app)code$|totp|secret/i;

/** The text fields of a posted form, trimmed at both ends (secrets stay as typed). A repeated name joins its values with commas. */
export async function readForm(request: Request): Promise<FormValues> {
  return formValues(await request.formData());
}

/** The text fields of form data already read, for pages that also take files. */
export function formValues(data: FormData): FormValues {
  const values: FormValues = {};
  for (const name of new Set(data.keys())) {
    const texts = data.getAll(name).filter((value) => typeof value === 'string');
    if (texts.length > 0) values[name] = texts.map((text) => (SECRET.test(name) ? text : text.trim())).join(',');
  }
  return values;
}

/** The idempotency key of a form (`<FormKey>`). Error: `key_missing`, when the page was opened in an unusual way. */
export function formKey(values: FormValues): string {
  const key = values['_key'];
  if (key) return key;
  throw new DomainError('invalid', 'key_missing', 'Halaman ini sudah usang. Muat ulang, lalu kirim lagi');
}

/** A typed amount as the decimal string that commands take. Errors at the field: `amount_<reason>`. */
export function moneyValue(values: FormValues, field: string, locale: Locale = localeNow()): string {
  const read = parseRupiahInput(values[field] ?? '');
  if ('sen' in read) return formatDecimal(read.sen);
  throw fieldError(
    field,
    `amount_${read.reason}`,
    inputMessages[locale].amount[read.reason] ?? inputMessages[locale].check,
  );
}

/** A typed date as `YYYY-MM-DD`. Errors at the field: `date_<reason>`. */
export function dateValue(values: FormValues, field: string, locale: Locale = localeNow()): string {
  const read = parseDateInput(values[field] ?? '');
  if ('date' in read) return read.date;
  throw fieldError(
    field,
    `date_${read.reason}`,
    inputMessages[locale].date[read.reason] ?? inputMessages[locale].check,
  );
}

/**
 * Turns a refusal into what the page shows: values as typed, one message a field, the message for the top.
 * Anything that is not a DomainError is a bug and is thrown on.
 */
export function formFailure(error: unknown, values: FormValues) {
  if (!(error instanceof DomainError)) throw error;
  const errors: Record<string, string> = {};
  const locale = localeNow();
  for (const { field, code, pesan } of error.fields)
    errors[field || '_form'] ??= refusalText({ reason: code, pesan }, locale);
  const first = error.fields[0];
  const message =
    error.reason === 'input_invalid' && first
      ? refusalText({ reason: first.code, pesan: error.pesan }, locale)
      : refusalText(error, locale);
  return fail(STATUS[error.code], {
    values: withoutSecrets(values),
    errors,
    message,
    reason: error.reason,
  });
}

/** The failure of a form whose amounts and dates are read first, so that all its faults are shown at once. */
export function gatherErrors(reads: readonly (() => void)[]): void {
  const found: DomainError[] = [];
  for (const read of reads) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      found.push(error);
    }
  }
  const first = found[0];
  if (first)
    throw new DomainError(
      first.code,
      first.reason,
      first.pesan,
      found.flatMap((error) => error.fields),
    );
}

function withoutSecrets(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)));
}
