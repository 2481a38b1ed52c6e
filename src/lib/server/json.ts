import { json } from '@sveltejs/kit';
import { DomainError } from '#kernel/errors';

const STATUS = { invalid: 400, forbidden: 403, not_found: 404, conflict: 409, refused: 422 } as const;

/** The JSON body of a request that script of ours sent. Error: `json_invalid`. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw new DomainError('invalid', 'json_invalid', 'Isi permintaan bukan JSON yang benar');
  }
}

/** Answers a refusal as JSON with words for the person; bugs fly on. */
export async function orJsonError(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return json({ code: error.reason, detail: error.pesan }, { status: STATUS[error.code] });
  }
}
