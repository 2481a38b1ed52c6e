import { assert, DomainError } from '#kernel/errors';
import { checkDigit, hasValidCheckDigit } from './check-digit.ts';

/** What a receipt can be for. The public check page names the kind and nothing about the person. */
export const RECEIPT_KINDS = [
  'savings_deposit',
  'savings_withdrawal',
  'savings_transfer',
  'interest',
  'loan_disbursement',
  'loan_repayment',
  'loan_settlement',
  'loan_recovery',
  'cash_in',
  'cash_out',
  'hand_over',
  'cash_difference',
  'reversal',
  'other',
] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** `issuer`: the cooperative's short code; `series`: the counter that issues (a till's code); `running` counts from 1 without gaps. */
export type ReceiptNumber = { readonly issuer: string; readonly series: string; readonly running: bigint };

const CODE = /^[A-Z0-9]{2,6}$/;
/** Crockford's alphabet: no I, L, O, U, so that a code read aloud or copied by hand is not misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** True for what may stand as issuer or series in a receipt number: 2 to 6 capital letters or digits. */
export function isReceiptCode(text: string): boolean {
  return CODE.test(text);
}

/** Writes a receipt number with its check digit: `MJ-KDS1-000123-7`. Numbers beyond 999,999 grow a digit. */
export function formatReceiptNumber(number: ReceiptNumber): string {
  assert(isReceiptCode(number.issuer) && isReceiptCode(number.series), 'receipt codes are 2 to 6 capitals or digits');
  assert(number.running > 0n, 'receipts count from one');
  const body = `${number.issuer}-${number.series}-${number.running.toString().padStart(6, '0')}`;
  return `${body}-${checkDigit(body)}`;
}

/**
 * Reads a receipt number as a person types it: small letters, spaces or no dashes at the ends are fine.
 * Errors: `receipt_number_format` (not of this shape), `receipt_number_check` (the check digit says it was mistyped).
 */
export function parseReceiptNumber(text: string): ReceiptNumber {
  const clean = text
    .trim()
    .toUpperCase()
    .replace(/[\s–—]+/g, '-');
  const match = /^([A-Z0-9]{2,6})-([A-Z0-9]{2,6})-(\d{6,12})-(\d)$/.exec(clean);
  if (!match) {
    throw new DomainError('invalid', 'receipt_number_format', 'Tulis nomor bukti seperti MJ-KDS1-000123-7');
  }
  if (!hasValidCheckDigit(clean)) {
    throw new DomainError(
      'invalid',
      'receipt_number_check',
      'Ada angka yang salah ketik. Bandingkan lagi dengan bukti Anda',
    );
  }
  return { issuer: match[1] ?? '', series: match[2] ?? '', running: BigInt(match[3] ?? '0') };
}

/** Writes bytes as Crockford base32: 16 bytes become 26 characters. */
export function encodeCode(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = (ALPHABET[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return text;
}

/** A check code as it stands in the link: which cooperative to ask, and 128 random bits that no one can guess. */
export type CheckCode = { readonly issuer: string; readonly secret: string };

/** 16 random bytes in base32. */
export const SECRET_LENGTH = 26;

/** Writes a check code: `MJ-7H2K9M3N5P6Q7R8S9T0V1W2X3Y`. */
export function formatCheckCode(code: CheckCode): string {
  return `${code.issuer}-${code.secret}`;
}

/** Reads a check code, also one copied by hand (small letters, dashes, O for 0, I or L for 1). Undefined when it is none. */
export function parseCheckCode(text: string): CheckCode | undefined {
  const clean = text.toUpperCase().replace(/[\s-]/g, '');
  const issuer = clean.slice(0, -SECRET_LENGTH);
  const secret = clean.slice(-SECRET_LENGTH).replaceAll('O', '0').replace(/[IL]/g, '1');
  const known = secret.length === SECRET_LENGTH && [...secret].every((letter) => ALPHABET.includes(letter));
  return known && isReceiptCode(issuer) ? { issuer, secret } : undefined;
}
