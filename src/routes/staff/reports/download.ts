import { error } from '@sveltejs/kit';
import type { PrintedReport } from '#books';
import { PDF_TYPE, statementPdf, statementWorkbook, WORKBOOK_TYPE } from '#documents';
import { fileAnswer } from '#lib/server/file-answer.ts';

/**
 * A report as the file that an address asks for (`?format=pdf` or `xlsx`). Papers are in Indonesian whatever the page's language: reports of a
 * cooperative are (Permenkop 2/2024).
 */
export async function downloadReport({ name, parts, paper }: PrintedReport, url: URL): Promise<Response> {
  const format = url.searchParams.get('format');
  if (format === 'xlsx')
    return fileAnswer({ name: `${name}.xlsx`, bytes: await statementWorkbook(parts, paper) }, WORKBOOK_TYPE);
  if (format === 'pdf')
    return fileAnswer({ name: `${name}.pdf`, bytes: await statementPdf(parts, paper) }, PDF_TYPE, 'attachment');
  error(404, { message: 'Pilih XLSX atau PDF' });
}

/** The addresses of a page's two files: the same filters, each in its format. */
export function fileHrefs(path: string, filters: Readonly<Record<string, string>>): { pdf: string; xlsx: string } {
  const address = (format: string) => `${path}?${new URLSearchParams({ ...filters, format })}`;
  return { pdf: address('pdf'), xlsx: address('xlsx') };
}
