import { z } from 'zod';
import { parseDecimal } from '#kernel/money';
import { decodeQris, dynamicQris } from './rules.ts';

const text = z.string().min(1).max(512);

/** `POST /tools/qris`: reads a code, or makes a static one dynamic for an amount. */
export const QrisRequest = z.union([
  z.strictObject({ decode: text.describe('The text of a QRIS code') }),
  z.strictObject({
    static: text.describe('The text of a static QRIS code'),
    amount: z
      .string()
      .regex(/^(0|[1-9]\d{0,12})(\.\d{1,2})?$/)
      .describe('Rupiah, such as "10000" or "10000.50"'),
  }),
]);
export type QrisRequest = z.infer<typeof QrisRequest>;

const fields = z.array(z.tuple([z.string(), z.string()]));

/** What a code says, with its validity; or the dynamic code. */
export const QrisAnswer = z.union([
  z.object({ payload: z.string() }),
  z.object({
    valid: z.boolean(),
    crcValid: z.boolean(),
    crcComputed: z.string(),
    crcPrinted: z.string().nullable(),
    fields,
    sub: z.record(z.string(), fields),
  }),
]);

/** Answers `POST /tools/qris` of the public contract. Errors: those of `dynamicQris`. */
export function answerQris(request: QrisRequest): z.input<typeof QrisAnswer> {
  if ('static' in request) return { payload: dynamicQris(request.static, parseDecimal(request.amount)) };
  const { valid, crcValid, crcComputed, crcPrinted, fields: read, sub } = decodeQris(request.decode);
  const copy = (list: typeof read) => list.map(([tag, value]): [string, string] => [tag, value]);
  return {
    valid,
    crcValid,
    crcComputed,
    crcPrinted,
    fields: copy(read),
    sub: Object.fromEntries(Object.entries(sub).map(([tag, parts]) => [tag, copy(parts)])),
  };
}
