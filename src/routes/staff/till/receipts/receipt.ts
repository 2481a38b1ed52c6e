import type { RequestEvent } from '@sveltejs/kit';
import { qrSvg } from '#documents';
import { formatDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { receiptForPrint } from '#payments';

/** A receipt for a page: its facts, and its QR code as a picture in a data address. */
export async function loadReceipt(event: RequestEvent<{ id: string }>) {
  const context = await requireStaff(event, 'documents.read');
  const { print, kind, timesPrinted } = await orErrorPage(
    receiptForPrint(context, { id: event.params.id, site: event.url.origin }),
  );
  const { amountSen, letterhead, ...receipt } = print;
  const svg = await qrSvg(print.checkUrl);
  return {
    id: event.params.id,
    receipt: {
      ...receipt,
      amount: formatDecimal(amountSen),
      cooperative: letterhead.cooperative,
      address: letterhead.lines,
    },
    kind,
    timesPrinted,
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}
