import { fieldError } from '#kernel/errors';

/** A username: 3 to 40 small letters, digits, dot, dash, underscore; begins with a letter. Error: `username_format`. */
export function normaliseUsername(text: string): string {
  const username = text.trim().toLowerCase();
  if (!/^[a-z][a-z0-9._-]{2,39}$/.test(username)) {
    throw fieldError('username', 'username_format', 'Pakai 3 sampai 40 huruf kecil atau angka, dimulai dengan huruf');
  }
  return username;
}

/** A mail address in small letters. Error: `email_format`. */
export function normaliseEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) {
    throw fieldError('email', 'email_format', 'Tulis alamat surel seperti nama@contoh.id');
  }
  return email;
}

/** What was typed as username or e-mail, made comparable; never refuses, so that nothing is told about accounts. */
export function normaliseSignInName(text: string): string {
  return text.trim().toLowerCase().slice(0, 254);
}

/** An Indonesian mobile number as `+628...`. Accepts `0812...`, `62812...`, `+62 812-...`. Error: `phone_format`. */
export function normalisePhone(text: string): string {
  const phone = tryPhone(text);
  if (!phone) throw fieldError('phone', 'phone_format', 'Tulis nomor HP seperti 081234567890');
  return phone;
}

/** The number as `+628...`, or undefined when it is no Indonesian mobile number. */
export function tryPhone(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, '').replace(/^\+/, '');
  const local = /^(?:62|0)?(8\d{7,12})$/.exec(digits)?.[1];
  return local && /^[\d\s().+-]+$/.test(text.trim()) ? `+62${local}` : undefined;
}

/** A number shown only so far that its owner knows it: `+62812****890`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 6)}****${phone.slice(-3)}`;
}
