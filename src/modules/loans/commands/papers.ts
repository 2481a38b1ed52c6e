import { storeFile, storeImage } from '#documents';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { StaffPaperInput } from '../application-schema.ts';
import { requireStage } from '../rules/application-stage.ts';
import { insertPaper, readPapers } from '../store/application-trail.ts';
import { type Application, lockApplication } from '../store/applications.ts';

/** Photos of papers keep enough pixels to read small print. */
const SIDE_PIXELS = 1800;
const PDF_BYTES_MAX = 12 * 1024 * 1024;
const PAPERS_MAX = 30;

/**
 * Step: keeps a photo (JPEG, PNG, WebP) or PDF of a paper, told apart by its first bytes. `file` is base64. Errors: `papers_too_many`,
 * `file_too_large`, `file_format`, and those of `cleanImage`.
 */
export async function keepPaper(
  scope: Scope,
  application: Pick<Application, 'id'>,
  paper: { code: string; file: string },
): Promise<string> {
  if ((await readPapers(scope, application.id)).length >= PAPERS_MAX) {
    throw new DomainError('refused', 'papers_too_many', `Paling banyak ${PAPERS_MAX} berkas untuk satu permohonan`);
  }
  const bytes = Buffer.from(paper.file, 'base64');
  const kind = 'loan_application';
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
  if (isPdf && bytes.length > PDF_BYTES_MAX) {
    throw fieldError('file', 'file_too_large', 'Berkas terlalu besar. Paling besar 12 MB');
  }
  const stored = isPdf
    ? await storeFile(scope, { kind, type: 'application/pdf', bytes })
    : await storeImage(scope, { kind, bytes, sizePixels: SIDE_PIXELS });
  return insertPaper(scope, { applicationId: application.id, code: paper.code, fileId: stored.id });
}

/** Staff adds a paper to an application: its file, or the note that the paper itself was seen in the office. */
export const addPaper = command({
  name: 'loans.addPaper',
  permission: 'loans.apply',
  input: StaffPaperInput,
  async run(scope, { id, code, file }) {
    const application = await lockApplication(scope, id);
    requireStage(application.status, 'addPaper');
    const paperId = file
      ? await keepPaper(scope, application, { code, file })
      : await insertPaper(scope, { applicationId: id, code, fileId: null });
    return { paperId };
  },
});
