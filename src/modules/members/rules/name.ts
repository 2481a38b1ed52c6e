// Letters of any script, marks, and what stands in Indonesian names and titles: "H. M. Nur'aini, S.Pd.", "Ayu (Alm.)".
const NAME = /^\p{L}[\p{L}\p{M} .,'’()/-]*$/u;
const NAME_LENGTH_MAX = 100;

/** A name with its spaces in order, or undefined when it is no name: shorter than 2, longer than 100, or with digits or signs. */
export function normaliseName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return name.length >= 2 && name.length <= NAME_LENGTH_MAX && NAME.test(name) ? name : undefined;
}
