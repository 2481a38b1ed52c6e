import { toString as qrToString } from 'qrcode';

/** A text as a QR code in SVG, to stand inline in a page: sharp at any size, one path, no script. */
export async function qrSvg(text: string): Promise<string> {
  return qrToString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
}
