/** A file as an answer: PDFs open in the browser, workbooks are saved. */
export function fileAnswer(file: { name: string; bytes: Buffer }, type: string): Response {
  const where = type === 'application/pdf' ? 'inline' : 'attachment';
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `${where}; filename="${file.name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
