import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type BusinessDate, tryDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiahText } from '#kernel/money';
import { bankOfBic } from './banks.ts';
import { finishStatement } from './finish.ts';
import { refuseStatement } from './refusals.ts';
import type { RawLine, Statement, StatementWarning } from './types.ts';
import { all, at, type Node, textAt } from './xml.ts';

/** An XML statement larger than this is no statement of a cooperative. */
const XML_CHARACTERS_MAX = 12_000_000;

/** True for a text that begins as XML. */
export function isXml(text: string): boolean {
  return /^\s*<(\?xml|[A-Za-z])/.test(text) && /<([a-z0-9]+:)?BkToCstmrStmt|<\?xml/i.test(text.slice(0, 4_000));
}

/**
 * Reads ISO 20022 camt.053, any version: every statement with its booked entries. Entities are not expanded and a DOCTYPE is
 * refused. Errors: `statement_xml_forbidden`, `statement_cut`, `statement_unknown_format`, `statement_too_long`,
 * `statement_amount_unreadable`, `statement_date_unreadable`.
 */
export function readCamt(text: string): Statement[] {
  if (text.length > XML_CHARACTERS_MAX) throw refuseStatement('statement_too_long');
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw refuseStatement('statement_xml_forbidden');
  const document = at(parseXml(text), 'Document');
  const statements = all(at(document, 'BkToCstmrStmt'), 'Stmt');
  if (statements.length === 0) throw refuseStatement('statement_unknown_format');
  return statements.map(readStatementNode);
}

function parseXml(text: string): unknown {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) {
    throw refuseStatement('statement_cut', `XML-nya tidak lengkap atau rusak di baris ${verdict.err.line}`);
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    maxNestedTags: 40,
  });
  try {
    return parser.parse(text);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw refuseStatement('statement_unknown_format');
  }
}

function readStatementNode(statement: Node): Statement {
  const account = at(statement, 'Acct');
  const entries = all(statement, 'Ntry');
  const currency =
    textAt(account, 'Ccy') ??
    (entries[0] ? textAt(entries[0], 'Amt', '@_Ccy') : null) ??
    textAt(statement, 'Bal', 'Amt', '@_Ccy');
  const warnings: StatementWarning[] = [];
  const booked = entries.flatMap((entry, place) => {
    const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? 'BOOK';
    if (status === 'BOOK') return [lineOf(entry, place + 1, currency)];
    warnings.push({
      code: 'pending_skipped',
      text: `Mutasi ke-${place + 1} belum dibukukan bank (${status}) dan tidak diambil`,
      row: place + 1,
      differenceSen: null,
    });
    return [];
  });
  const opening = balanceOf(statement, ['OPBD', 'PRCD'], currency, warnings);
  const closing = balanceOf(statement, ['CLBD'], currency, warnings);
  const service = at(account, 'Svcr', 'FinInstnId');
  return finishStatement({
    format: 'camt053',
    bank: bankOfBic(textAt(service, 'BIC') ?? textAt(service, 'BICFI') ?? '') ?? textAt(service, 'Nm'),
    accountNumber: textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id'),
    currency,
    from: opening?.on ?? null,
    to: closing?.on ?? null,
    openingSen: opening?.amountSen ?? null,
    closingSen: closing?.amountSen ?? null,
    lines: booked,
    warnings,
  });
}

function balanceOf(statement: Node, codes: readonly string[], currency: string | null, warnings: StatementWarning[]) {
  for (const code of codes) {
    const node = all(statement, 'Bal').find((balance) => textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') === code);
    if (!node) continue;
    const amountSen = signed(node, `Saldo ${code}`);
    const written = textAt(node, 'Amt', '@_Ccy');
    if (currency && written && written !== currency) {
      const text = `Saldo ${code} tertulis dalam ${written} sedangkan mutasinya dalam ${currency} (${rupiahText(amountSen).replace('Rp', written)}). Saldo ini tidak dipakai`;
      warnings.push({ code: 'balance_currency', text, row: null, differenceSen: null });
      continue;
    }
    return { amountSen, on: dateOf(at(node, 'Dt')) };
  }
  return undefined;
}

function lineOf(entry: Node, place: number, currency: string | null): RawLine {
  const where = `Mutasi ke-${place}`;
  const written = textAt(entry, 'Amt', '@_Ccy');
  if (currency && written && written !== currency) {
    throw refuseStatement('statement_amount_unreadable', `${where}: mata uang ${written} di rekening ${currency}`);
  }
  const details = all(entry, 'NtryDtls').flatMap((group) => all(group, 'TxDtls'));
  const amountSen = signed(entry, where);
  const bookedOn = dateOf(at(entry, 'BookgDt')) ?? dateOf(at(entry, 'ValDt'));
  if (!bookedOn) throw refuseStatement('statement_date_unreadable', `${where}: tanggal buku`);
  const words = [
    ...details.flatMap((detail) => all(at(detail, 'RmtInf'), 'Ustrd').map((node) => textAt(node))),
    ...details.map((detail) => textAt(detail, 'AddtlTxInf')),
    textAt(entry, 'AddtlNtryInf'),
  ].filter((text) => text !== null);
  const name = details[0] ? partyOf(details[0], amountSen) : null;
  const references = [
    ...details.map((detail) => textAt(detail, 'Refs', 'EndToEndId')),
    textAt(entry, 'NtryRef'),
    textAt(entry, 'AcctSvcrRef') ?? (details[0] ? textAt(details[0], 'Refs', 'AcctSvcrRef') : null),
  ].filter((text) => text !== null && !/^NOTPROVIDED$/i.test(text));
  return {
    row: place,
    bookedOn,
    valueOn: dateOf(at(entry, 'ValDt')),
    amountSen,
    balanceAfterSen: null,
    description: [...new Set(words)].join(' ') || name || `Mutasi ${textAt(entry, 'BkTxCd', 'Prtry', 'Cd') ?? place}`,
    counterparty: name,
    reference: references.length === 0 ? null : [...new Set(references)].join(' '),
  };
}

// Who stands on the other side: the debtor of what came in, the creditor of what went out; the other one when only that is there.
function partyOf(detail: Node, amountSen: bigint): string | null {
  const name = (role: string) =>
    textAt(detail, 'RltdPties', role, 'Nm') ?? textAt(detail, 'RltdPties', role, 'Pty', 'Nm');
  return amountSen >= 0n ? (name('Dbtr') ?? name('Cdtr')) : (name('Cdtr') ?? name('Dbtr'));
}

function signed(node: Node, where: string): bigint {
  const text = textAt(node, 'Amt', '#text') ?? textAt(node, 'Amt') ?? '';
  const match = /^(\d{1,15})(?:\.(\d{1,2})0{0,3})?$/.exec(text);
  const side = textAt(node, 'CdtDbtInd');
  if (!match) throw refuseStatement('statement_amount_unreadable', `${where}: “${text}”`);
  if (side !== 'CRDT' && side !== 'DBIT') {
    throw refuseStatement('statement_amount_unreadable', `${where}: tanda debit atau kredit “${side ?? ''}”`);
  }
  const magnitude = BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
  return side === 'CRDT' ? magnitude : -magnitude;
}

function dateOf(node: Node | undefined): BusinessDate | null {
  const text = textAt(node, 'Dt') ?? textAt(node, 'DtTm');
  return text === null ? null : (tryDate(text.slice(0, 10)) ?? null);
}
