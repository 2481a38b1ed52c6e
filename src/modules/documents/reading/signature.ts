import { LIMITS } from './limits.ts';
import { unreadable } from './refusals.ts';
import { checkedZip } from './zip.ts';

/** How the bytes must be read, decided by what they are and not by the file's name. */
export type Container = 'xlsx' | 'xlsb' | 'ods' | 'xls' | 'xml' | 'html' | 'delimited';

const PICTURES: readonly string[] = ['89504e47', 'ffd8ff', '47494638', '49492a00', '4d4d002a', '424d', '00000100'];
const COMPOUND_FILE = 'd0cf11e0a1b11ae1';
const OLD_EXCEL: readonly string[] = ['09080', '09040', '09020', '09000'];

/** Tells what a file is. Errors: `file_empty`, `file_too_large`, `file_is_picture`, `file_is_pdf`, `file_encrypted`, `file_zip_bomb`, `file_corrupt`, `file_not_a_workbook`. */
export function containerOf(bytes: Buffer): Container {
  if (bytes.length > LIMITS.fileBytesMax) throw unreadable('file_too_large');
  if (bytes.length === 0 || isOnlyBlanks(bytes)) throw unreadable('file_empty');
  const head = bytes.toString('hex', 0, 16);
  if (isPicture(bytes, head)) throw unreadable('file_is_picture');
  if (bytes.toString('latin1', 0, 1024).includes('%PDF-')) throw unreadable('file_is_pdf');
  if (head.startsWith('504b0304') || head.startsWith('504b0506')) return zippedWorkbook(bytes);
  if (head.startsWith(COMPOUND_FILE)) return compoundWorkbook(bytes);
  if (OLD_EXCEL.some((magic) => head.startsWith(magic))) return 'xls';
  return textKind(bytes);
}

function zippedWorkbook(bytes: Buffer): Container {
  const names = new Set(checkedZip(bytes).map((entry) => entry.name.replace(/^\//, '')));
  if (names.has('xl/workbook.xml')) return 'xlsx';
  if (names.has('xl/workbook.bin')) return 'xlsb';
  if (names.has('content.xml')) return 'ods';
  if (names.size === 0) throw unreadable('file_empty');
  throw unreadable('file_not_a_workbook');
}

function compoundWorkbook(bytes: Buffer): Container {
  // Names inside a compound file are UTF-16; an encrypted .xlsx is such a file with the real one inside a stream.
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw unreadable('file_encrypted');
  const hasBook = ['Workbook', 'Book'].some((name) => bytes.includes(Buffer.from(name, 'utf16le')));
  if (!hasBook) throw unreadable('file_not_a_workbook');
  return 'xls';
}

function textKind(bytes: Buffer): Container {
  const head = bytes.subarray(0, 4096);
  const wide = head[0] === 0xff || head[0] === 0xfe;
  const text = wide ? head.toString('utf16le') : head.toString('utf8');
  if (/^\ufeff?\s*(<!doctype html|<html|<table|<head|<meta|<style|<!--)/i.test(text)) return 'html';
  if (/^\ufeff?\s*<\?xml/i.test(text)) {
    if (/<(ss:)?Workbook|office:spreadsheet/i.test(text)) return 'xml';
    if (/<html|<table/i.test(text)) return 'html';
    throw unreadable('file_not_a_workbook');
  }
  // A text file has no control characters but tab, line feed, form feed and carriage return (and 0x1a of old programs).
  const controls = wide ? 0 : head.filter((byte) => byte < 32 && ![9, 10, 12, 13, 26].includes(byte)).length;
  if (controls > 0) throw unreadable('file_not_a_workbook');
  return 'delimited';
}

function isPicture(bytes: Buffer, head: string): boolean {
  const riffPicture = head.startsWith('52494646') && bytes.toString('latin1', 8, 12) === 'WEBP';
  const modernPicture = /^ftyp(heic|heix|mif1|avif)/.test(bytes.toString('latin1', 4, 12));
  return riffPicture || modernPicture || PICTURES.some((magic) => head.startsWith(magic));
}

function isOnlyBlanks(bytes: Buffer): boolean {
  return bytes.length < 4096 && bytes.toString('utf8').replace(/[\s\ufeff,;"]/g, '') === '';
}
