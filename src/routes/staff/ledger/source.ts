type Names = {
  readonly entry: string;
  readonly savings: string;
  readonly till: string;
  readonly imports: string;
  readonly reversal: string;
  readonly other: string;
};

/** Where an entry comes from, in a word: the module that posted it. */
export function sourceName(source: string, names: Names): string {
  if (source.endsWith('.reversal')) return names.reversal;
  const owner = source.split('.')[0];
  if (owner === 'ledger' || source.startsWith('books.journal')) return names.entry;
  if (owner === 'savings') return names.savings;
  if (owner === 'till' || owner === 'payments') return names.till;
  return owner === 'imports' ? names.imports : names.other;
}
