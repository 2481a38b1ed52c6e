/** What field 86 says of a movement. */
export type Narrative = {
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
};

/** A physical line of MT940 has at most 65 characters; one that full was broken inside a word. */
const FULL_LINE = 65;

/**
 * Reads field 86: with subfields (`051?00UEBERWEISUNG?20…?32NAME`), with names between slashes (`/NAME/…/REMI/…`), or
 * plain words.
 */
export function detailsOf(body: string): Narrative {
  const structured = /^\s*(\d{3})([?<>@])(?=\d{2}|\s*\n)/.exec(body);
  if (structured) return subfields(body.slice(structured[0].length - 1), structured[2] ?? '?');
  if (/^\/[A-Z]{2,4}\/[\s\S]*\/[A-Z]{2,4}\//.test(body)) return slashed(body);
  return { description: joined(body), counterparty: null, reference: null };
}

function subfields(body: string, mark: string): Narrative {
  // The separator itself may stand at the end of a line and its number on the next.
  const parts = body.replace(/\r?\n/g, '').split(new RegExp(`\\${mark}(?=\\d{2})`));
  const named = new Map<number, string>();
  for (const part of parts) {
    if (/^\d{2}/.test(part)) named.set(Number(part.slice(0, 2)), part.slice(2));
  }
  const from = (...numbers: number[]) => tidy(numbers.map((number) => named.get(number) ?? '').join(' '));
  const words = from(0, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63);
  const name = from(32, 33);
  return { description: words, counterparty: name === '' ? null : name, reference: null };
}

function slashed(body: string): Narrative {
  const text = joined(body);
  const value = (code: string) => {
    const found = new RegExp(`/${code}/([^/]+(?:/(?![A-Z]{2,4}/)[^/]*)*)`).exec(text)?.[1];
    return found ? tidy(found) : null;
  };
  const description = tidy(text.replace(/\/([A-Z]{2,4})(?=\/)/g, ' ').replace(/^\s*\/|\/\s+/g, ' '));
  return { description, counterparty: value('NAME') ?? value('BENM') ?? value('ORDP'), reference: value('EREF') };
}

function joined(body: string): string {
  const lines = body.split('\n');
  return tidy(lines.map((line) => (line.length >= FULL_LINE ? line : `${line} `)).join(''));
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
