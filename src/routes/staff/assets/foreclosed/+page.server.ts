import { foreclosedAssets } from '#books';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/** Collateral taken over, and what the books say of it. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  return orErrorPage(foreclosedAssets(context, {}));
};
