/** A PDF as an answer: shown in the browser, never kept by a cache between. */
export function pdfResponse({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
