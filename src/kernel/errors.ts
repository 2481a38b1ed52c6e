/** The five kinds of expected refusal. The API maps them to a status in one place (`src/api/problem.ts`). */
export type ErrorCode = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'refused';

/** One field at fault: `field` is the input's path, `code` stable English, `pesan` plain Indonesian. */
export type FieldError = { readonly field: string; readonly code: string; readonly pesan: string };

/** An expected refusal. `reason` is stable English for programs, `pesan` plain Indonesian for people. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly pesan: string;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, reason: string, pesan: string, fields: readonly FieldError[] = []) {
    super(`${code}: ${reason}`);
    this.name = 'DomainError';
    this.code = code;
    this.reason = reason;
    this.pesan = pesan;
    this.fields = fields;
  }
}

/** A refusal that names the field it is about, so that the message can stand beside it. */
export function fieldError(field: string, reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan, [{ field, code: reason, pesan }]);
}

/** Stops the program's current work when something that must be true is not: a bug, never a user's mistake. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${why}`);
}
