import { inflateSync } from 'node:zlib';

/**
 * What a PDF says, for tests: the texts of every page in the order they were drawn. The writer draws word by word; words
 * that end in a space, hyphen or slash are joined with the next, so a cell is one text again. It reads what our writer
 * makes (built-in fonts, Flate streams), not any PDF of the world.
 */
export function pdfText(file: Buffer): string[] {
  const lines: string[] = [];
  let line = '';
  const raw = file.toString('latin1');
  for (const match of raw.matchAll(/stream\r?\n([\s\S]*?)endstream/g)) {
    const content = inflated(Buffer.from(match[1] ?? '', 'latin1'));
    for (const shown of content.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
      line += hexText(shown[1] ?? '');
      if (/[ /-]$/.test(line)) continue;
      lines.push(line);
      line = '';
    }
  }
  return lines;
}

/** The pages' sizes in millimetres, rounded: `['105x148']`. */
export function pdfPageSizes(file: Buffer): string[] {
  const boxes = file.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g);
  return [...boxes].map((box) => `${millimetres(box[1])}x${millimetres(box[2])}`);
}

function millimetres(points: string | undefined): number {
  return Math.round((Number(points) / 72) * 25.4);
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

function hexText(array: string): string {
  const hex = [...array.matchAll(/<([0-9a-fA-F]*)>/g)].map((part) => part[1] ?? '').join('');
  return new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'));
}
