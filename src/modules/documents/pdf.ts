import { createRequire } from 'node:module';
import type * as PdfMake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Letterhead } from './table.ts';
import { printable } from './text.ts';

/** Who signs under a document: the office ("Bendahara") and, when known, the name. */
export type Signature = { readonly office: string; readonly name?: string };

/** The media type of a PDF for the Content-Type of an answer. */
export const PDF_TYPE = 'application/pdf';

/** A millimetre in PDF points. */
export const MM = 72 / 25.4;

const FAMILY = 'Helvetica';
const FONTS = {
  [FAMILY]: {
    normal: 'Helvetica',
    bold: 'Helvetica-Bold',
    italics: 'Helvetica-Oblique',
    bolditalics: 'Helvetica-BoldOblique',
  },
};

/**
 * Writes a PDF with the fonts every reader has built in. Nothing is fetched and no file is read while it is made: the
 * only "local files" allowed are the names of those fonts. `writtenAt` becomes the file's creation time.
 */
export async function writePdf(definition: TDocumentDefinitions, writtenAt: Date): Promise<Buffer> {
  const info = { ...definition.info, creator: 'Sokoguru', producer: 'Sokoguru', creationDate: writtenAt };
  const defaultStyle = { fontSize: 9, ...definition.defaultStyle, font: FAMILY };
  return engine()
    .createPdf({ ...definition, info, defaultStyle })
    .getBuffer();
}

/** The letterhead over a page: name large, its lines small, a rule under them. `width` is the page's inner width in points. */
export function letterheadBlock(letterhead: Letterhead, width: number): Content {
  return [
    { text: printable(letterhead.cooperative), bold: true, fontSize: 14 },
    ...letterhead.lines.map((line) => ({ text: printable(line), fontSize: 8, color: '#444444' })),
    {
      canvas: [{ type: 'line' as const, x1: 0, y1: 4, x2: width, y2: 4, lineWidth: 1 }],
      margin: [0, 0, 0, 8] as [number, number, number, number],
    },
  ];
}

/** Room to sign, side by side: place and date above, office, space, name or a line to write it on. */
export function signatureBlock(placeAndDate: string, signatures: readonly Signature[]): Content {
  return {
    unbreakable: true,
    margin: [0, 20, 0, 0],
    stack: [
      { text: printable(placeAndDate), alignment: 'right', margin: [0, 0, 0, 8] },
      {
        columns: signatures.map((signature) => ({
          stack: [
            { text: printable(signature.office) },
            { text: ' ', fontSize: 36 },
            { text: signature.name ? printable(signature.name) : '(........................)', bold: true },
          ],
          alignment: 'center' as const,
        })),
      },
    ],
  };
}

let loaded: typeof PdfMake | undefined;

/** The PDF library is large: it is loaded by the first document, not by the start of the program. */
function engine(): typeof PdfMake {
  if (loaded) return loaded;
  const pdfmake = createRequire(import.meta.url)('pdfmake') as typeof PdfMake;
  const names = new Set(Object.values(FONTS[FAMILY]));
  pdfmake.setFonts(FONTS);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => names.has(path));
  loaded = pdfmake;
  return pdfmake;
}
