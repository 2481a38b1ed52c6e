import { json } from '@sveltejs/kit';
import { people } from '../samples.ts';
import type { RequestHandler } from './$types';

/** What a finder's source answers, over the showcase's made-up people. */
export const GET: RequestHandler = ({ url }) => {
  const query = (url.searchParams.get('q') ?? '').toLowerCase();
  const found = people(40).filter(
    (person) => person.name.toLowerCase().includes(query) || person.number.includes(query),
  );
  return json({ items: found.slice(0, 8).map((one) => ({ href: `#${one.id}`, title: one.name, detail: one.number })) });
};
