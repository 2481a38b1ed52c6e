import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { checkResolution } from '../rules/resolution.ts';
import { ResolutionInput, WithdrawalInput } from '../schema.ts';
import { keepPaper } from '../store/papers.ts';
import {
  insertResolution,
  insertWithdrawal,
  lockResolutions,
  readByNumber,
  readResolution,
} from '../store/resolutions.ts';

/**
 * Writes down what a meeting resolved. It stays as it is; a mistake is withdrawn and written again, under the same number if need be.
 * Errors: those of `checkResolution` and `keepPaper`, `resolution_number_taken`.
 */
export const recordResolution = command({
  name: 'governance.recordResolution',
  permission: 'governance.resolve',
  input: ResolutionInput,
  async run(scope, { file, ...input }) {
    checkResolution(input, scope.today);
    await lockResolutions(scope);
    const earlier = await readByNumber(scope, input.number);
    if (earlier && earlier.withdrawnAt === null) {
      throw fieldError(
        'number',
        'resolution_number_taken',
        'Nomor keputusan ini sudah dipakai. Periksa nomornya, atau cabut dulu keputusan yang lama',
      );
    }
    const fileId = file ? await keepPaper(scope, 'resolution', file) : null;
    const id = await insertResolution(scope, { ...input, fileId, revision: (earlier?.revision ?? 0) + 1 });
    return { id, number: input.number };
  },
});

/** Takes a resolution back, with the reason; it stays readable. Errors: `resolution_unknown`, `resolution_withdrawn`, `resolution_used`. */
export const withdrawResolution = command({
  name: 'governance.withdrawResolution',
  permission: 'governance.resolve',
  input: WithdrawalInput,
  async run(scope, { id, reason }) {
    await lockResolutions(scope);
    const found = await readResolution(scope, id);
    if (!found) throw new DomainError('not_found', 'resolution_unknown', 'Keputusan ini tidak ada');
    if (found.withdrawnAt !== null) {
      throw new DomainError('conflict', 'resolution_withdrawn', 'Keputusan ini sudah dicabut');
    }
    if (found.uses.length > 0) {
      throw new DomainError(
        'refused',
        'resolution_used',
        `Keputusan ini sudah menjadi dasar: ${found.uses.join('; ')}. Ubah dengan keputusan rapat yang baru`,
      );
    }
    await insertWithdrawal(scope, { id, reason });
    return { id };
  },
});
