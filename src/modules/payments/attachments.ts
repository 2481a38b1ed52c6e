import { z } from 'zod';
import { storeImage } from '#documents';
import { command } from '#kernel/command';

/** 12 MB of photo as base64, with room for its form. */
const BASE64_MAX = 17_000_000;

/**
 * Keeps the photo of a shop's receipt, to be named by the cash expense it proves. `photo` is base64.
 * Errors: those of `storeImage` (`image_format`, `image_too_large`, `image_unreadable`).
 */
export const attachPhoto = command({
  name: 'payments.attachPhoto',
  permission: 'till.operate',
  input: z.strictObject({ photo: z.base64().max(BASE64_MAX, { error: 'Foto terlalu besar. Paling besar 12 MB' }) }),
  run: (scope, { photo }) =>
    storeImage(scope, { kind: 'expense_receipt', bytes: Buffer.from(photo, 'base64'), sizePixels: 1600 }),
});
