/** The door of documents: receipts anyone can check, PDF and workbook output, encrypted files. See README.md. */
export { checkDigit, hasValidCheckDigit } from './check-digit.ts';
export { cleanImage } from './images.ts';
export { PDF_TYPE, type Signature } from './pdf.ts';
export { type OfficialPaper, type PaperPart, paperPdf, papersPdf } from './pdf-paper.ts';
export { type ReceiptPaper, type ReceiptPrint, receiptPdf } from './pdf-receipt.ts';
export { statementPdf } from './pdf-statement.ts';
export { type TablePaper, tablePdf } from './pdf-table.ts';
export { qrSvg } from './qr.ts';
export {
  type AmountNote,
  type AmountReading,
  type ColumnNumbers,
  type Convention,
  conventionOf,
  decimalText,
  EXACT_PER_RUPIAH,
  EXACT_PER_SEN,
  readAmount,
  toSen,
  toSenKeepingTotal,
} from './reading/amount.ts';
export {
  type Cell as ReadCell,
  cellAt,
  type FileFormat,
  isBlank,
  type Merge,
  type Row as ReadRow,
  type Sheet as ReadSheet,
  textOf,
  type Workbook as ReadWorkbook,
  widthOf,
} from './reading/cells.ts';
export {
  type ColumnDates,
  type DateOrder,
  type DateReading,
  dateInText,
  dateOrderOf,
  readDate,
} from './reading/date.ts';
export { LIMITS } from './reading/limits.ts';
export { readWorkbook } from './reading/read-workbook.ts';
export {
  checkReceipt,
  type PublicReceipt,
  type Receipt,
  receiptById,
  receiptByNumber,
  receiptsOfEntries,
} from './receipt-queries.ts';
export { isReceiptCode, RECEIPT_KINDS, type ReceiptKind } from './receipt-rules.ts';
export {
  type IssuedReceipt,
  issueReceipts,
  notePrinted,
  OFFICE_SERIES,
  type ReceiptDraft,
  type ReceiptReversal,
  reverseReceipts,
} from './receipts.ts';
export type { PaperRatio, PaperTable, RatioPart, ReportPart, TextPart } from './report.ts';
export { type NewFile, type NewImage, readStoredFile, storedFile, storeFile, storeImage } from './stored-files.ts';
export type { Cell, Column, ColumnKind, Letterhead, Row, TableDocument } from './table.ts';
export { dateText } from './text.ts';
export { type Sheet, streamWorkbook, tableSheet, WORKBOOK_TYPE, writeWorkbook } from './workbook.ts';
export { type ReportPaper, statementWorkbook } from './workbook-statement.ts';
