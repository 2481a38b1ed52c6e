/** A file as an answer, kept by no cache between: PDFs open in the browser and all else is saved, unless `where` says otherwise. */
export function fileAnswer(
  file: { readonly name: string; readonly bytes: Uint8Array | string },
  type: string,
  where: 'inline' | 'attachment' = type === 'application/pdf' ? 'inline' : 'attachment',
): Response {
  return new Response(typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `${where}; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
