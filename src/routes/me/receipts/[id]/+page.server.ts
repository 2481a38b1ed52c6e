import { qrSvg } from '#documents';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownLoanReceipt } from '#loans';
import { ownReceipt } from '#savings';
import type { PageServerLoad } from './$types';

/** A receipt of a member, with the address at which anybody can check it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const receipt = await orErrorPage(anyReceipt(context, event.params.id));
  const checkPath = `/check/${receipt.checkCode}`;
  const svg = await qrSvg(`${event.url.origin}${checkPath}`);
  return {
    receipt,
    checkPath,
    cooperative: context.cooperative.name,
    zone: context.cooperative.zone,
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
};

/** A receipt of the member's savings, or of a payment of the member's loan; another's is unknown to both. */
async function anyReceipt(context: Context, id: string) {
  try {
    const { payment, ...receipt } = await ownLoanReceipt(context, { id });
    return { ...receipt, payment, savings: [] };
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== 'receipt_unknown') throw error;
    return { ...(await ownReceipt(context, { id })), payment: null };
  }
}
