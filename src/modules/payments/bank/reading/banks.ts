/** Banks by the first six letters of their BIC, as MT940 and camt.053 name them. */
const BY_BIC: Readonly<Record<string, string>> = {
  CENAID: 'BCA',
  BNINID: 'BNI',
  BRINID: 'BRI',
  BMRIID: 'Mandiri',
  BTANID: 'BTN',
  BSMDID: 'BSI',
  PDJTID: 'Bank Jatim',
  PDJGID: 'Bank Jateng',
  PDJBID: 'Bank BJB',
};

/** The bank of a BIC, or null for one not in the short list. */
export function bankOfBic(text: string): string | null {
  const bic = /[A-Z]{6}[A-Z0-9]{2}/.exec(text.toUpperCase())?.[0];
  return (bic && BY_BIC[bic.slice(0, 6)]) ?? null;
}

/** The digits of an account number, which banks write with dots, dashes, blanks or an apostrophe before them. */
export function accountDigits(text: string): string {
  return text.replace(/\D/g, '');
}

/** True when two written account numbers are one: equal digits, leading zeros and a bank code before a slash apart. */
export function sameAccount(ours: string, written: string): boolean {
  const own = accountDigits(ours).replace(/^0+/, '');
  const ends = [written, written.split('/').at(-1) ?? ''].map((text) => accountDigits(text).replace(/^0+/, ''));
  if (own === '' || ends.every((digits) => digits === '')) return false;
  // Some banks hide the middle of the number: what is shown must agree.
  const shown = /^(\d+)[*xX]+(\d+)$/.exec(written.replace(/[\s.-]/g, ''));
  if (shown) return accountDigits(ours).startsWith(shown[1] ?? '') && own.endsWith(shown[2] ?? '');
  return ends.includes(own);
}
