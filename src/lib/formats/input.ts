import { SEN_MAX, type Sen, sen } from '#kernel/money';

/** Why a typed amount was not understood. `ambiguous` is text that could be two amounts, a thousandfold apart. */
export type AmountReason = 'empty' | 'format' | 'negative' | 'ambiguous' | 'decimals' | 'too_large';

/** A typed amount in sen, or the reason it is none. */
export type AmountInput = { readonly sen: Sen } | { readonly reason: AmountReason };

const SUFFIX = /(rb|ribu|k|jt|juta|m|miliar|milyar|t|triliun)$/;
const ZEROS: Record<string, number> = {
  rb: 3,
  ribu: 3,
  k: 3,
  jt: 6,
  juta: 6,
  m: 9,
  miliar: 9,
  milyar: 9,
  t: 12,
  triliun: 12,
};

/**
 * Reads what people type: `1.500.000`, `1500000`, `Rp 2.000`, `2.000,-`, `1,5jt`, `250rb`, `1.500,50`.
 * Points group, the comma starts the decimals. What could mean two amounts (`1,500`, `1.5`) is refused, never guessed.
 */
export function parseRupiahInput(text: string): AmountInput {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (typed === '') return { reason: 'empty' };
  const bare = typed.replace(/^(-?)\s*(?:rp|idr)\.?\s*/, '$1');
  if (/^[-−–]/.test(bare)) return { reason: 'negative' };
  const suffix = SUFFIX.exec(bare)?.[0];
  const read = suffix
    ? readShort(bare.slice(0, -suffix.length).trim(), ZEROS[suffix] ?? 0)
    : readFull(bare.replace(/,-+$/, ''));
  return 'sen' in read && read.sen > SEN_MAX ? { reason: 'too_large' } : read;
}

/** A full amount: digits, or groups of three, and up to two decimals. */
function readFull(text: string): AmountInput {
  const grouped = /^(\d{1,3}(?:([. ])\d{3})(?:\2\d{3})*|\d+)(?:,(\d+))?$/.exec(text);
  if (grouped) return fullParts(grouped[1] ?? '', grouped[3] ?? '', /[. ]/.test(grouped[1] ?? ''));
  const commas = /^\d{1,3}(,\d{3}){2,}(?:\.(\d+))?$/.exec(text);
  if (commas) return scaled(text.split('.')[0]?.replaceAll(',', '') ?? '', commas[2] ?? '', 0);
  const decimalString = /^(\d{4,})\.(\d{2})$/.exec(text);
  if (decimalString) return scaled(decimalString[1] ?? '', decimalString[2] ?? '', 0);
  return { reason: /^[\d.,]*\d[\d.,]*$/.test(text) ? 'ambiguous' : 'format' };
}

function fullParts(whole: string, fraction: string, isGrouped: boolean): AmountInput {
  const looksGrouped = fraction.length === 3 && !isGrouped && whole.length <= 3;
  return looksGrouped ? { reason: 'ambiguous' } : scaled(whole.replace(/[. ]/g, ''), fraction, 0);
}

/** A short amount before `rb`, `jt`, `m`: digits and decimals after a comma, or after a point when it cannot group. */
function readShort(text: string, zeros: number): AmountInput {
  const match = /^(\d+)(?:(,)(\d+)|\.(\d{1,2}))?$/.exec(text);
  if (!match) return { reason: /^[\d.,]+$/.test(text) ? 'ambiguous' : 'format' };
  return scaled(match[1] ?? '', match[3] ?? match[4] ?? '', zeros);
}

/** whole.fraction x 10^zeros rupiah, exactly. */
function scaled(whole: string, fraction: string, zeros: number): AmountInput {
  const places = zeros + 2;
  if (whole.length + zeros > 18) return { reason: 'too_large' };
  if (fraction.length > places) return { reason: 'decimals' };
  return { sen: sen(BigInt(whole + fraction.padEnd(places, '0'))) };
}
