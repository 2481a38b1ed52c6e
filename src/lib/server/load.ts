import { error } from '@sveltejs/kit';
import { DomainError } from '#kernel/errors';

const STATUS = { invalid: 404, not_found: 404, forbidden: 403, conflict: 409, refused: 422 } as const;

/**
 * What a page's `load` asks for, or the page that says why not: an address that names nothing is 404, a missing
 * permission 403. Bugs fly on.
 */
export async function orErrorPage<T>(wanted: Promise<T>): Promise<T> {
  try {
    return await wanted;
  } catch (refusal) {
    if (refusal instanceof DomainError) error(STATUS[refusal.code], { message: refusal.pesan });
    throw refusal;
  }
}
