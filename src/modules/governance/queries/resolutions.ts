import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { DomainError, fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { RESOLUTION_KINDS, type ResolutionKind } from '../rules/resolution.ts';
import { bookYearField } from '../schema.ts';
import {
  insertUse,
  lockResolutions,
  type Resolution,
  readByNumber,
  readResolution,
  readResolutions,
} from '../store/resolutions.ts';

const PAGE = 50;

/** What another module gets of a resolution that it stands on. */
export type StandingResolution = {
  readonly id: string;
  readonly number: string;
  readonly kind: ResolutionKind;
  readonly decidedOn: BusinessDate;
  readonly text: string;
};

/**
 * The resolution in force under a number: of this kind, about this book year when one is named, and not withdrawn.
 * Error: `resolution_unknown`, at the field `resolutionNumber`.
 */
export async function requireResolution(
  scope: QueryScope,
  wanted: { number: string; kind: ResolutionKind; year?: number },
): Promise<StandingResolution> {
  const found = await readByNumber(scope, wanted.number.trim().replace(/\s+/g, ' '));
  if (!found) throw unknown('Nomor keputusan ini belum dicatat. Catat dulu di Keputusan rapat');
  if (found.withdrawnAt !== null) throw unknown('Keputusan dengan nomor ini sudah dicabut');
  if (found.kind !== wanted.kind) throw unknown('Keputusan dengan nomor ini tentang hal lain');
  if (wanted.year !== undefined && found.bookYear !== wanted.year) {
    throw unknown(`Keputusan dengan nomor ini untuk tahun buku ${found.bookYear ?? 'lain'}, bukan ${wanted.year}`);
  }
  const { id, number, kind, decidedOn, text } = found;
  return { id, number, kind, decidedOn, text };
}

function unknown(pesan: string): DomainError {
  return fieldError('resolutionNumber', 'resolution_unknown', pesan);
}

/**
 * Step: the same for a command that comes to stand on the resolution: from now on it cannot be withdrawn. `purpose` is the command's name,
 * `subject` what was done by it, in words ('SHU tahun buku 2026'). Error: `resolution_unknown`.
 */
export async function useResolution(
  scope: Scope,
  wanted: { number: string; kind: ResolutionKind; year?: number },
  use: { purpose: string; subject: string },
): Promise<StandingResolution> {
  await lockResolutions(scope);
  const resolution = await requireResolution(scope, wanted);
  await insertUse(scope, { id: resolution.id, ...use });
  return resolution;
}

/** Resolutions, the youngest first, 50 a page (`page` from 1). */
export const resolutions = query({
  name: 'governance.resolutions',
  permission: 'governance.read',
  input: z.strictObject({
    kind: z.enum(RESOLUTION_KINDS).nullable().default(null),
    bookYear: bookYearField.nullable().default(null),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  async run(scope, { kind, bookYear, page }): Promise<{ items: Resolution[]; more: boolean }> {
    const rows = await readResolutions(scope, { kind, bookYear, limit: PAGE + 1, offset: (page - 1) * PAGE });
    return { items: rows.slice(0, PAGE), more: rows.length > PAGE };
  },
});

/** One resolution with what stands on it. Error: `resolution_unknown`. */
export const resolution = query({
  name: 'governance.resolution',
  permission: 'governance.read',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }): Promise<Resolution> {
    const found = await readResolution(scope, id);
    if (!found) throw new DomainError('not_found', 'resolution_unknown', 'Keputusan ini tidak ada');
    return found;
  },
});
