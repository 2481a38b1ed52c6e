import { z } from 'zod';
import { inventoryBook } from '#books';
import { letterhead } from '#cooperatives';
import { type Cell, type Column, dateText, type TableDocument } from '#documents';
import { dateField } from '#kernel/fields';
import { parseSignedDecimal } from '#kernel/money';
import { query } from '#kernel/query';

const CONDITIONS: Readonly<Record<string, string>> = {
  good: 'Baik',
  light_damage: 'Rusak ringan',
  heavy_damage: 'Rusak berat',
  missing: 'Hilang',
};
const text = (heading: string, width: number): Column => ({ heading, kind: 'text', width });
const money = (heading: string): Column => ({ heading, kind: 'money', width: 16, total: true });

/** Book 6: what the cooperative has on a day, with its value and its place, as the register of assets says. */
export const inventoryPaper = query({
  name: 'governance.inventoryPaper',
  permission: 'governance.read',
  input: z.strictObject({ on: dateField.optional() }),
  async run(scope, { on = scope.today }): Promise<TableDocument> {
    const rows = await inventoryBook(scope, on);
    return {
      letterhead: await letterhead(scope),
      title: 'Buku Inventaris',
      subtitle: [`Keadaan ${dateText(on)}`],
      columns: [
        text('Kode', 12),
        text('Nama', 24),
        { heading: 'Tanggal beli', kind: 'date', width: 12 },
        { heading: 'Jumlah', kind: 'number', width: 8 },
        money('Harga perolehan'),
        money('Akumulasi penyusutan'),
        money('Nilai buku'),
        text('Umur ekonomis', 12),
        text('Kondisi', 12),
        text('Lokasi', 16),
        text('Pemegang', 16),
      ],
      rows: rows.map((row): Cell[] => [
        row.code,
        row.name,
        row.acquiredOn,
        row.quantity,
        parseSignedDecimal(row.cost),
        parseSignedDecimal(row.accumulated),
        parseSignedDecimal(row.bookValue),
        row.lifeMonths === null ? '' : `${row.lifeMonths} bulan`,
        CONDITIONS[row.condition] ?? row.condition,
        row.location,
        row.holder ?? '',
      ]),
    };
  },
});
