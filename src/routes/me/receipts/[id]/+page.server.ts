import { qrSvg } from '#documents';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownReceipt } from '#savings';
import type { PageServerLoad } from './$types';

/** A receipt of a member, with the address at which anybody can check it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireMember(event);
  const receipt = await orErrorPage(ownReceipt(context, { id: event.params.id }));
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
