import { DomainError } from '#kernel/errors';
import { formatDecimal } from '#kernel/money';

/** A tag and its value, in the order they stand; `ERR` holds what could not be read. */
export type Field = readonly [tag: string, value: string];

/** A QRIS string as it reads. It is valid when its lengths, its required fields and its check sum are. */
export type QrisReading = {
  readonly valid: boolean;
  readonly crcValid: boolean;
  readonly crcComputed: string;
  /** What the string says, or null without one. */
  readonly crcPrinted: string | null;
  readonly fields: readonly Field[];
  /** The parts of merchant accounts (26 to 51) and of the additional data (62). */
  readonly sub: Readonly<Record<string, readonly Field[]>>;
};

const TEXT_MAX = 512;

/**
 * Reads a merchant-presented QR string (EMVCo MPM, as QRIS uses it): tags of two digits, lengths of two digits, values. Whatever it is, it is
 * answered as far as it reads. The account number of real codes does not pass Luhn's test, so it is not asked for.
 */
export function decodeQris(text: string): QrisReading {
  const fields = readFields(text);
  const byTag = new Map(fields);
  const crcPrinted = byTag.get('63') ?? /6304([0-9A-Fa-f]{4})$/.exec(text)?.[1] ?? null;
  const crcComputed = crc16(crcPrinted === null ? `${text}6304` : text.slice(0, -crcPrinted.length));
  const crcValid = crcPrinted === crcComputed;
  const sub = Object.fromEntries(
    fields.filter(([tag]) => isTemplate(tag)).map(([tag, value]) => [tag, readFields(value)] as const),
  );
  const whole = !byTag.has('ERR') && Object.values(sub).every((parts) => parts.every(([tag]) => tag !== 'ERR'));
  return { valid: whole && crcValid && hasRequired(fields), crcValid, crcComputed, crcPrinted, fields, sub };
}

/**
 * A static code made dynamic for one amount in sen: 01 becomes 12, the amount stands before the country, the check sum is made anew. An amount
 * without sen is written without decimals. Errors: `qris_invalid`, `qris_not_static`, `amount_not_positive`, `qris_amount_too_large`.
 */
export function dynamicQris(text: string, amountSen: bigint): string {
  const reading = decodeQris(text);
  if (!reading.valid) throw new DomainError('refused', 'qris_invalid', 'Kode QRIS ini rusak atau tidak lengkap');
  if (new Map(reading.fields).get('01') === '12') {
    throw new DomainError('refused', 'qris_not_static', 'Kode QRIS ini sudah berisi jumlah. Pakai kode statis');
  }
  if (amountSen <= 0n) throw new DomainError('invalid', 'amount_not_positive', 'Jumlah harus lebih dari nol');
  const amount = formatDecimal(amountSen).replace(/\.00$/, '');
  if (amount.length > 13)
    throw new DomainError('refused', 'qris_amount_too_large', 'Jumlah ini terlalu besar untuk QRIS');
  const kept = reading.fields.filter(([tag]) => tag !== '63' && tag !== '54');
  const withAmount = kept.flatMap(([tag, value]): Field[] => {
    if (tag === '01') return [['01', '12']];
    return tag === '58'
      ? [
          ['54', amount],
          [tag, value],
        ]
      : [[tag, value]];
  });
  const body = `${withAmount.map(([tag, value]) => tag + String(value.length).padStart(2, '0') + value).join('')}6304`;
  return body + crc16(body);
}

/** CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) as four capital hexadecimal digits; `123456789` gives 29B1. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function readFields(text: string): Field[] {
  const fields: Field[] = [];
  let rest = text.slice(0, TEXT_MAX);
  while (rest !== '') {
    const head = /^(\d{2})(\d{2})/.exec(rest);
    const length = Number(head?.[2] ?? Number.NaN);
    if (!head?.[1] || rest.length < 4 + length) return [...fields, ['ERR', rest]];
    fields.push([head[1], rest.slice(4, 4 + length)]);
    rest = rest.slice(4 + length);
  }
  return fields;
}

function isTemplate(tag: string): boolean {
  return (tag >= '26' && tag <= '51') || tag === '62';
}

// Format 01, how it starts, at least one account, category, rupiah, Indonesia, name, city, and the check sum as the last.
function hasRequired(fields: readonly Field[]): boolean {
  const byTag = new Map(fields);
  const tags = fields.map(([tag]) => tag);
  return (
    tags.length === byTag.size &&
    tags[0] === '00' &&
    byTag.get('00') === '01' &&
    ['11', '12'].includes(byTag.get('01') ?? '') &&
    tags.some((tag) => tag >= '26' && tag <= '51') &&
    /^\d{4}$/.test(byTag.get('52') ?? '') &&
    byTag.get('53') === '360' &&
    byTag.get('58') === 'ID' &&
    ['59', '60'].every((tag) => byTag.has(tag)) &&
    tags.at(-1) === '63'
  );
}
