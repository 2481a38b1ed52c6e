/**
 * A telephone number in E.164 (`+628123456789`), from `0812...`, `62812...`, `+62 812-...` or `812...`, or undefined
 * when it is no Indonesian number. Written the local way with its leading 0 it has 9 to 13 digits.
 */
export function normalisePhone(text: string): string | undefined {
  const compact = text.replace(/[\s().\-/]/g, '');
  const match = /^(?:\+62|0062|62|0)?([2-9][0-9]{7,11})$/.exec(compact);
  // "62..." could also be a local number without its 0 (an area code 62x): the country code is the likelier reading.
  return match?.[1] === undefined ? undefined : `+62${match[1]}`;
}

/** The number as people write it: `0812-3456-7890`. */
export function localPhone(e164: string): string {
  return e164.replace(/^\+62/, '0').replace(/^(\d{4})(\d{3,4})(\d+)$/, '$1-$2-$3');
}

/** A mobile number, which can receive WhatsApp and SMS. */
export function isMobile(e164: string): boolean {
  return e164.startsWith('+628');
}
