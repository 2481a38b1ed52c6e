/** A table's state lives in its address. Pure. */

/** A page's address, as `page.url` or as a `URL`. */
export type Address = {
  readonly pathname: string;
  readonly searchParams: Pick<URLSearchParams, 'get' | 'getAll' | 'has' | 'keys' | 'toString'>;
};

export type Sort = { readonly key: string | undefined; readonly direction: 'ascending' | 'descending' };

/** The sorting an address asks for: `?sort=name` rises, `?sort=-name` falls. */
export function sortOf(url: Address): Sort {
  const text = url.searchParams.get('sort') ?? '';
  const falls = text.startsWith('-');
  return { key: text.slice(falls ? 1 : 0) || undefined, direction: falls ? 'descending' : 'ascending' };
}

/** The address that sorts by a column, or turns its order round; always from the first page. */
export function sortHref(url: Address, key: string): string {
  const now = sortOf(url);
  const rises = now.key === key && now.direction === 'ascending';
  return withParams(url, { sort: rises ? `-${key}` : key, cursor: undefined });
}

/** The address with some parameters set, or removed where undefined. */
export function withParams(url: Address, changes: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams(url.searchParams.toString());
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text ? `${url.pathname}?${text}` : url.pathname;
}

/** The columns an address picks (`columns=a&columns=b` or `columns=a,b`); the usual ones when it picks none that exist. */
export function chosenColumns<C extends { readonly key: string; readonly extra?: boolean }>(
  url: Address,
  columns: readonly C[],
): readonly C[] {
  const wanted = new Set(url.searchParams.getAll('columns').flatMap((text) => text.split(',')));
  const picked = columns.filter((column) => wanted.has(column.key));
  return picked.length > 0 ? picked : columns.filter((column) => !column.extra);
}

/** The parameters a GET form must carry along: only `keep` when given, never `drop`. Repeated names join with commas. */
export function hiddenParams(url: Address, keep?: readonly string[], drop: readonly string[] = []): [string, string][] {
  const names = [...new Set(url.searchParams.keys())].filter(
    (name) => (keep?.includes(name) ?? true) && !drop.includes(name),
  );
  return names.map((name) => [name, url.searchParams.getAll(name).join(',')]);
}
