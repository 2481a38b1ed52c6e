import { z } from 'zod';
import { textField } from '#kernel/fields';

/** Why a period is opened again or locked, or a warning is passed: kept for good. */
export const reasonInput = textField(200);

/** Warnings that are taken on, each with its reason. */
export const acceptedInput = z
  .array(z.strictObject({ code: textField(100), reason: reasonInput }))
  .max(50)
  .default([]);

/** The calendar year in which a book year begins. */
export const yearInput = z.coerce.number().int().min(1900).max(2199);
