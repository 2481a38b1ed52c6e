import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError, type FieldError } from './errors.ts';

z.config(z.locales.id());

/** Checks raw input by its schema. Error: `input_invalid` with one entry a field at fault. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.slice(0, 100).flatMap(fieldErrors);
  const first = fields[0];
  throw new DomainError('invalid', 'input_invalid', first ? first.pesan : 'Periksa lagi isian Anda', fields);
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: key, code: 'unknown_field', pesan: 'Isian ini tidak dikenal' }));
  }
  if (issue.code === 'custom') {
    const reason = issue.params?.['reason'];
    return [{ field, code: typeof reason === 'string' ? reason : 'invalid', pesan: issue.message }];
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ field, code: 'required', pesan: 'Wajib diisi' }];
  }
  return [{ field, code: issue.code, pesan: issue.message }];
}

/** JSON with sorted keys and bigints as text: the same value always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (item !== null && typeof item === 'object' && !Array.isArray(item)) {
      return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    return item;
  });
}

/** SHA-256 of a command's name and checked input. */
export function inputHash(name: string, input: unknown): Buffer {
  return createHash('sha256')
    .update(`${name}\n${canonicalJson(input)}`)
    .digest();
}
