import { generateSecret, generateURI, verifySync } from 'otplib';
import { decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';

const PERIOD_SECONDS = 30;
const TOLERANCE_SECONDS = 30;

/** A new secret for an authenticator app, base32 of 160 random bits. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** The address an authenticator app reads from a QR code. */
export function totpAddress(label: string, cooperative: string, secret: string): string {
  return generateURI({ issuer: `Sokoguru ${cooperative}`, label, secret });
}

/**
 * The time step a code belongs to, or undefined when it does not fit now (one step of slack either way) or was used.
 * Store the answered step as `lastStep`: a code works once (ASVS 5.0 V6.5.1).
 */
export function totpStep(args: { secret: string; code: string; lastStep: number; now: Date }): number | undefined {
  const code = args.code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(args.now.getTime() / 1000);
  const result = verifySync({ secret: args.secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  if (!result.valid) return undefined;
  const step = Math.floor(epoch / PERIOD_SECONDS) + result.delta;
  return step > args.lastStep ? step : undefined;
}

/** The secret as the database keeps it, bound to its person. */
export function sealTotp(personId: string, secret: string): string {
  return encryptPersonal(keysOfThisProcess(), placeOf(personId), secret);
}

/** The secret out of the database. Throws when it was moved to another person's row. */
export function openTotp(personId: string, stored: string): string {
  return decryptPersonal(keysOfThisProcess(), placeOf(personId), stored);
}

function placeOf(personId: string) {
  return { cooperativeId: 'platform', rowId: personId, column: 'identity.totp.secret' };
}
