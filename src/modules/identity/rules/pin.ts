import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';

/** What a member's PIN must not repeat. */
export type PinSurroundings = { readonly birthDate?: BusinessDate | undefined; readonly phone?: string | undefined };

/** Wrong PINs a device's enrolment survives; the one after them finds it locked. */
export const PIN_FAILURES_MAX = 5;

/**
 * Accepts a new PIN of six digits, or refuses it at the field `pin`.
 * Reasons: `pin_format`, `pin_trivial`, `pin_birth_date`, `pin_phone`.
 * A PIN opens only an enrolled device and locks after five mistakes (deviation from ASVS V6.2.1, see README).
 */
export function checkNewPin(pin: string, around: PinSurroundings): void {
  if (!/^\d{6}$/.test(pin)) throw fieldError('pin', 'pin_format', 'PIN terdiri dari 6 angka');
  if (isTrivial(pin)) {
    throw fieldError(
      'pin',
      'pin_trivial',
      'PIN ini mudah ditebak. Pilih 6 angka yang tidak berurutan dan tidak berulang',
    );
  }
  if (around.birthDate && birthDatePins(around.birthDate).has(pin)) {
    throw fieldError('pin', 'pin_birth_date', 'Jangan pakai tanggal lahir sebagai PIN. Pilih angka lain');
  }
  if (around.phone?.replace(/\D/g, '').endsWith(pin)) {
    throw fieldError('pin', 'pin_phone', 'Jangan pakai angka nomor HP sebagai PIN. Pilih angka lain');
  }
}

/** Every way of writing the birth date in six digits. */
export function birthDatePins(birthDate: BusinessDate): ReadonlySet<string> {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const short = year.slice(2);
  return new Set([
    day + month + short,
    month + day + short,
    short + month + day,
    short + day + month,
    month + year,
    year + month,
    day + year,
    year + day,
  ]);
}

function isTrivial(pin: string): boolean {
  const digits = [...pin].map(Number);
  return isRun(digits, 1) || isRun(digits, 9) || isRepeated(pin) || isFewDigits(pin) || isDoubled(pin);
}

/** 123456, 789012: each digit the last one plus `step`, modulo ten (nine is minus one). */
function isRun(digits: readonly number[], step: number): boolean {
  return digits.every((digit, index) => index === 0 || digit === ((digits[index - 1] ?? 0) + step) % 10);
}

/** 121212 and 123123: a block of one, two or three digits again and again. */
function isRepeated(pin: string): boolean {
  return /^(\d{1,3})\1+$/.test(pin);
}

/** 111112: at most two different digits, one of them alone. */
function isFewDigits(pin: string): boolean {
  const counts = [...new Set(pin)].map((digit) => pin.split(digit).length - 1);
  return counts.some((count) => count >= 5);
}

/** 112233, 445566, 332211: pairs that run. */
function isDoubled(pin: string): boolean {
  if (!/^(\d)\1(\d)\2(\d)\3$/.test(pin)) return false;
  const digits = [pin[0], pin[2], pin[4]].map(Number);
  return isRun(digits, 1) || isRun(digits, 9);
}
