import { z } from 'zod';
import { letterhead } from '#cooperatives';
import {
  dateText,
  type Letterhead,
  type Row,
  type TableDocument,
  tablePdf,
  tableSheet,
  writeWorkbook,
} from '#documents';
import { dateAt, timeAt, type Zone } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { parseDecimal, rupiahText } from '#kernel/money';
import { query } from '#kernel/query';
import { readReport, type SessionCount, type SessionReport } from './queries.ts';

/** The day report of a till as a file to print (PDF) or to work with (XLSX), with the name it is saved under. */
export const sessionReportFile = query({
  name: 'payments.sessionReportFile',
  permission: 'savings.read',
  input: z.strictObject({ id: idField, format: z.enum(['pdf', 'xlsx']) }),
  run: async (scope, { id, format }) => {
    const [report, head] = [await readReport(scope, id), await letterhead(scope)];
    const { zone } = scope.context.cooperative;
    const tables = reportTables(report, head, zone);
    const round = report.round > 1 ? `-${report.round}` : '';
    const name = `kas-${report.till.code}-${report.businessDate}${round}.${format}`;
    if (format === 'xlsx') return { name, bytes: await writeWorkbook(tables.map(tableSheet), scope.now) };
    const footer = `Dicetak ${momentText(scope.now.toISOString(), zone)} oleh ${scope.context.actor.name}`;
    const signatures = [{ office: 'Teller', name: report.tellerName }, { office: 'Bendahara' }];
    const paper = { orientation: 'portrait' as const, footer, signatures, writtenAt: scope.now };
    return { name, bytes: await tablePdf(tables, { ...paper, placeAndDate: dateText(report.businessDate) }) };
  },
});

/** The report's tables: the day's movements with a running balance, then each count by denomination. */
export function reportTables(report: SessionReport, head: Letterhead, zone: Zone): TableDocument[] {
  return [movementTable(report, head, zone), ...report.counts.map((count) => countTable(count, head, zone))];
}

function movementTable(report: SessionReport, head: Letterhead, zone: Zone): TableDocument {
  let balance = report.openingSen;
  const rows: Row[] = report.movements.map((movement) => {
    balance += movement.amountSen;
    const { amountSen } = movement;
    const who = movement.member ? `${movement.member.number ?? ''} ${movement.member.name}`.trim() : '';
    const cancelled = movement.receipt?.reversed ? ' (dibatalkan)' : '';
    return [
      timeText(movement.happenedAt, zone),
      movement.receipt?.number ?? '',
      `${movement.description}${cancelled}`,
      who,
      amountSen > 0n ? amountSen : null,
      amountSen < 0n ? -amountSen : null,
      balance,
    ];
  });
  if (report.outsideSen !== 0n) rows.push(outsideRow(report));
  return {
    letterhead: head,
    title: `Laporan kas ${report.till.name} (${report.till.code})`,
    subtitle: reportLines(report, zone),
    columns: [
      { heading: 'Jam', kind: 'text', width: 7 },
      { heading: 'Bukti', kind: 'text', width: 20 },
      { heading: 'Uraian', kind: 'text' },
      { heading: 'Anggota', kind: 'text' },
      { heading: 'Masuk', kind: 'money', total: true },
      { heading: 'Keluar', kind: 'money', total: true },
      { heading: 'Saldo', kind: 'money' },
    ],
    rows,
  };
}

function outsideRow({ outsideSen, balanceSen }: SessionReport): Row {
  const inwards = outsideSen > 0n ? outsideSen : null;
  const outwards = outsideSen < 0n ? -outsideSen : null;
  return ['', '', 'Pembetulan di luar loket', '', inwards, outwards, balanceSen];
}

function reportLines(report: SessionReport, zone: Zone): string[] {
  const closing = report.counts.find((count) => count.kind === 'closing');
  const closed = report.closedAt ? `, ditutup ${timeText(report.closedAt, zone)}` : ', belum ditutup';
  const difference = closing ? closing.countedSen - closing.expectedSen : 0n;
  const found = closing
    ? `Dihitung saat tutup ${rupiahText(closing.countedSen)}, selisih ${rupiahText(difference)}`
    : `Saldo menurut buku ${rupiahText(report.balanceSen)}`;
  return [
    `${dateText(report.businessDate)}, teller ${report.tellerName}`,
    `Dibuka ${timeText(report.openedAt, zone)}${closed}`,
    `Saldo menurut buku saat dibuka ${rupiahText(report.openingSen)}`,
    found,
  ];
}

const COUNT_TITLES: Record<SessionCount['kind'], string> = {
  opening: 'Hitungan buka',
  check: 'Hitungan tengah hari',
  closing: 'Hitungan tutup',
};

function countTable(count: SessionCount, head: Letterhead, zone: Zone): TableDocument {
  const note = count.note === '' ? [] : [`Catatan: ${count.note}`];
  return {
    letterhead: head,
    title: `${COUNT_TITLES[count.kind]} pukul ${timeText(count.countedAt, zone)}`,
    subtitle: [
      `Menurut buku ${rupiahText(count.expectedSen)}, selisih ${rupiahText(count.countedSen - count.expectedSen)}`,
      ...note,
    ],
    columns: [
      { heading: 'Pecahan', kind: 'money' },
      { heading: 'Banyaknya', kind: 'number' },
      { heading: 'Jumlah', kind: 'money', total: true },
    ],
    rows: count.pieces.map(({ denomination, pieces }) => {
      const worth = parseDecimal(denomination);
      return [worth, pieces, worth * BigInt(pieces)];
    }),
  };
}

/** "14.05" at the cooperative. */
export function timeText(instant: string, zone: Zone): string {
  return timeAt(new Date(instant), zone).replace(':', '.');
}

/** "21 November 2026, 14.05 WIB". */
export function momentText(instant: string, zone: Zone): string {
  return `${dateText(dateAt(new Date(instant), zone))}, ${timeText(instant, zone)} ${zone}`;
}
