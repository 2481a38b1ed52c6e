/** What one file may cost. Each limit has a refusal with its own reason, and a test. */
export const LIMITS = {
  /** Twenty times the largest real file known to us; a 50 MB workbook is refused. */
  fileBytesMax: 25 * 1024 * 1024,
  /** Sum of what the entries of a zip inflate to, checked before any of it is inflated. */
  inflatedBytesMax: 160 * 1024 * 1024,
  zipEntriesMax: 4_000,
  sheetsMax: 200,
  rowsMax: 200_000,
  columnsMax: 2_000,
  cellsMax: 3_000_000,
  cellCharactersMax: 2_000,
  secondsMax: 60,
  heapMegabytesMax: 1_024,
} as const;
