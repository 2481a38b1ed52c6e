import sql from 'sql-template-tag';
import { storedFile } from '#documents';
import { csvLine } from './csv.ts';
import { type PackOf, type Part, wholePart } from './part.ts';
import { inBatches } from './rows.ts';

type Voucher = {
  id: string;
  number: bigint;
  fileId: string;
  name: string;
  type: string;
  attachedBy: string;
  attachedAt: string;
};

const ENDING: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** The vouchers (bukti) of the year's entries: a list, and each paper under the number of its entry. */
export async function voucherParts(of: PackOf): Promise<Part[]> {
  const vouchers: Voucher[] = [];
  for await (const voucher of vouchersOf(of)) vouchers.push(voucher);
  const list = wholePart('bukti/daftar.csv', async () =>
    [
      csvLine(['nomor_jurnal', 'berkas', 'nama', 'ditempel_oleh', 'ditempel']),
      ...vouchers.map((one) => csvLine([one.number, pathOf(one), one.name, one.attachedBy, one.attachedAt])),
    ].join(''),
  );
  return [
    list,
    ...vouchers.map((one) =>
      wholePart(`bukti/${pathOf(one)}`, async () => (await storedFile(of.context, { id: one.fileId })).bytes),
    ),
  ];
}

function vouchersOf({ context, year }: PackOf): AsyncGenerator<Voucher> {
  return inBatches<Voucher>(context, (scope, after, limit) =>
    scope.tx.rows(sql`
      select t.id, e.number, t.file_id as "fileId", t.name, f.type, t.attached_by_name as "attachedBy", t.attached_at as "attachedAt"
        from ledger.attachment t
        join ledger.entry e on e.cooperative_id = t.cooperative_id and e.id = t.entry_id
        join documents.file f on f.cooperative_id = t.cooperative_id and f.id = t.file_id
       where t.cooperative_id = ${scope.cooperativeId} and e.business_date >= ${year.from}::date and e.business_date < ${year.before}::date
         and (e.number, t.id) > (${after?.number ?? 0n}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
       order by e.number, t.id limit ${limit}`),
  );
}

// The name somebody typed is in the list; the file's own name is the entry's number and the end of the voucher's id.
function pathOf({ number, id, type }: Voucher): string {
  return `${String(number).padStart(8, '0')}-${id.slice(-6)}.${ENDING[type] ?? 'bin'}`;
}
