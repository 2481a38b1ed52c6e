/** What banks write on every line and says nothing about whose money it is. */
const EMPTY_WORDS = new Set(
  (
    'TRSF TRF TRANSFER TRANSAKSI BANKING EBANKING OTOMATIS DARI KEPADA UNTUK DAN THE PEMINDAHAN PAY TOP ECHANNEL INTERNET BANK ' +
    'BIFAST FAST SWITCHING TANGGAL TGL FTSCY FTFVA MCM INHOUSETRF NTRF IDR RUPIAH REK REKENING KREDIT DEBIT DEBET SETORAN ' +
    'PENARIKAN PEMBAYARAN BAYAR JURNAL MUTASI NOMOR KE NO VIA BUKTI KAS'
  ).split(' '),
);

/** The words of a text that can tell one payer or purpose from another: letters only, three or more, upper case. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toUpperCase().match(/[A-Z]{3,}/g) ?? [];
  return new Set(words.filter((word) => !EMPTY_WORDS.has(word)));
}

/** The numbers of a text that can be a reference: at least five signs with four digits, never the amount itself or its parts. */
export function referencesOf(text: string, amountSen: bigint): ReadonlySet<string> {
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  const amounts = new Set([`${magnitude / 100n}`, `${magnitude}`]);
  const tokens = text.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  return new Set(
    tokens
      .filter((token) => token.length >= 5 && (token.match(/\d/g) ?? []).length >= 4)
      .map((token) => token.replace(/^0+(?=\d{4})/, ''))
      .filter((token) => !amounts.has(token)),
  );
}

/** A text as two lines are compared for being the same: upper case, one blank between words. */
export function foldText(text: string): string {
  return text.toUpperCase().replace(/\s+/g, ' ').trim();
}

/** What two sets have in common, in the order of the first. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...a].filter((word) => b.has(word));
}
