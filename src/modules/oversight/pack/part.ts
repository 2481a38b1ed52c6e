import type { BookYear } from '#books';
import type { Context } from '#kernel/context';

/** One file of the pack: where it lies in the archive, and its bytes as they are read. */
export type Part = { readonly path: string; readonly bytes: () => AsyncIterable<string | Buffer> };

/** Whose pack, of which book year. */
export type PackOf = { readonly context: Context; readonly year: BookYear };

/** A part that is made whole. */
export function wholePart(path: string, make: () => Promise<string | Buffer>): Part {
  return {
    path,
    async *bytes() {
      yield await make();
    },
  };
}
