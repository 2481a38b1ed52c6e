import { DomainError } from '#kernel/errors';

/** Figures that are readable one by one but do not fit together (422 in the API), told at their field. */
export function doesNotFit(field: string, reason: string, pesan: string): DomainError {
  return new DomainError('refused', reason, pesan, [{ field, code: reason, pesan }]);
}
