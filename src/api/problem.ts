import { DomainError, type ErrorCode } from '#kernel/errors';
import { Held } from '#kernel/held';

/** A problem document (RFC 9457) as the API sends it. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Indonesian, for people. */
  readonly detail: string;
  /** Stable English, for programs. */
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[];
};

const STATUS: Record<ErrorCode, number> = { invalid: 400, forbidden: 403, not_found: 404, conflict: 409, refused: 422 };

const TITLES: Record<number, string> = {
  400: 'Permintaan belum benar',
  401: 'Belum masuk',
  403: 'Tidak diizinkan',
  404: 'Tidak ditemukan',
  409: 'Bertabrakan dengan permintaan lain',
  413: 'Terlalu besar',
  422: 'Ditolak oleh aturan',
  429: 'Terlalu sering',
  500: 'Ada kesalahan pada sistem',
  503: 'Sedang sibuk',
};

// Reasons whose status is not that of their kind.
const STATUS_BY_REASON: Record<string, number> = {
  unauthenticated: 401,
  sign_in_refused: 401,
  totp_required: 401,
  too_many_attempts: 429,
  busy: 503,
  body_too_large: 413,
};

/** The one place where an error becomes a status: a refusal by its kind, anything else 500 with no details. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof DomainError)) {
    return problem(500, 'internal', 'Belum tersimpan. Tidak ada uang yang berpindah. Coba lagi');
  }
  const status = STATUS_BY_REASON[error.reason] ?? STATUS[error.code];
  const single = error.fields.length === 1 ? error.fields[0] : undefined;
  // One wrong field names the document's code too: a program need not look inside.
  const code = error.reason === 'input_invalid' && single ? single.code : error.reason;
  const fields = error.fields.map(({ field, code: fieldCode, pesan }) => ({ field, code: fieldCode, detail: pesan }));
  return { ...problem(status, code, error.pesan), ...(fields.length > 0 ? { errors: fields } : {}) };
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: `/api/v1/docs#${code}`, title: TITLES[status] ?? 'Kesalahan', status, detail, code };
}

/** The response of an error; a held action is an answer (202), not a problem. */
export function errorResponse(error: unknown): Response {
  if (error instanceof Held) return json(202, error.answer);
  const document = problemOf(error);
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/** A JSON response of text that is JSON already. */
export function json(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
