import { assert, DomainError } from '#kernel/errors';
import { checkDigit, hasValidCheckDigit } from './check-digit.ts';

/** What a receipt can be for. The public check page names the kind and nothing about the person. */
export const RECEIPT_KINDS = [
  'savings_deposit',
  'savings_withdrawal',
  'savings_transfer',
  'interest',
  'cash_in',
  'cash_out',
  'hand_over',
  'cash_difference',
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

/** The check code as stored, from one typed by hand: capitals, no dashes; O is 0, I and L are 1. Undefined when it is none. */
export function normaliseCheckCode(text: string): string | undefined {
  const clean = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return clean.length === CHECK_CODE_LENGTH && [...clean].every((letter) => ALPHABET.includes(letter))
    ? clean
    : undefined;
}

/** 6 characters name the cooperative's receipt book, 26 are the receipt's own 128 random bits. */
export const BOOK_CODE_LENGTH = 6;
export const CHECK_CODE_LENGTH = BOOK_CODE_LENGTH + 26;
