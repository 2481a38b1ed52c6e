import { redirect } from '@sveltejs/kit';
import { DomainError } from '#kernel/errors';
import { requireStaff } from '#lib/server/session.ts';
import { findReceipt } from '#payments';
import type { PageServerLoad } from './$types';

/** Finds a receipt by the number printed on it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'documents.read');
  const number = (event.url.searchParams.get('number') ?? '').trim();
  if (number === '') return { number, problem: undefined };
  let id: string;
  try {
    ({ id } = await findReceipt(context, { number }));
  } catch (refusal) {
    if (!(refusal instanceof DomainError)) throw refusal;
    return { number, problem: refusal.pesan };
  }
  redirect(303, `/staff/till/receipts/${id}`);
};
