import { blindIndex, decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';

/** The sealed columns of this module. */
const COLUMNS = {
  paper: 'loans.collateral.paper',
  nik: 'loans.guarantor.nik',
  phone: 'loans.guarantor.phone',
} as const;
type SealedColumn = keyof typeof COLUMNS;
type At = { readonly cooperativeId: string; readonly rowId: string; readonly column: SealedColumn };

/** Seals a personal value for its row: the number of a paper, an outside guarantor's NIK or telephone. */
export function sealValue({ cooperativeId, rowId, column }: At, value: string): string {
  return encryptPersonal(keysOfThisProcess(), { cooperativeId, rowId, column: COLUMNS[column] }, value);
}

/** Opens what `sealValue` sealed. Throws when it was moved there from another row or cooperative. */
export function openValue({ cooperativeId, rowId, column }: At, stored: string): string {
  return decryptPersonal(keysOfThisProcess(), { cooperativeId, rowId, column: COLUMNS[column] }, stored);
}

/** The blind index of a value: equal values of one column of one cooperative are equal. */
export function indexOf(cooperativeId: string, column: SealedColumn, normalised: string): string {
  return blindIndex(keysOfThisProcess(), { cooperativeId, column: COLUMNS[column] }, normalised);
}
