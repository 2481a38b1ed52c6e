import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A code typed by hand goes to the same page as a scanned one. */
export const load: PageServerLoad = ({ url }) => {
  const code = (url.searchParams.get('code') ?? '').replaceAll(/[^0-9A-Za-z-]/g, '').slice(0, 80);
  if (code !== '') redirect(303, `/check/${code}`);
};
