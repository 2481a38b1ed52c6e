import { storeFile, storeImage } from '#documents';
import { fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { PAPER_BYTES_MAX } from '../schema.ts';

/** Wide enough to read handwriting on a page of minutes. */
const SIDE_PIXELS = 2000;

/**
 * Step: keeps a photo (JPEG, PNG, WebP) or PDF of a paper, told apart by its first bytes; `file` is base64. Answers its id.
 * Errors: `file_too_large`, `file_format`, and those of `storeImage`.
 */
export async function keepPaper(scope: Scope, kind: string, file: string): Promise<string> {
  const bytes = Buffer.from(file, 'base64');
  if (bytes.length > PAPER_BYTES_MAX) {
    throw fieldError('file', 'file_too_large', 'Berkas terlalu besar. Paling besar 12 MB');
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return (await storeFile(scope, { kind, type: 'application/pdf', bytes })).id;
  }
  if (bytes.length < 12) throw fieldError('file', 'file_format', 'Pilih foto (JPEG, PNG, WebP) atau berkas PDF');
  return (await storeImage(scope, { kind, bytes, sizePixels: SIDE_PIXELS })).id;
}
