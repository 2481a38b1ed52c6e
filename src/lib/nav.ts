import type { NavGroup } from './components/types.ts';

/** The groups with only the items these permissions open; empty groups vanish. */
export function permitted(groups: readonly NavGroup[], permissions: readonly string[]): NavGroup[] {
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => item.permission === undefined || permissions.includes(item.permission)),
    }))
    .filter((group) => group.items.length > 0);
}

/** True for the item whose address is the longest one that contains this page. A home (`/staff`) contains only itself. */
export function isCurrent(path: string, href: string, items: readonly { readonly href: string }[]): boolean {
  const inside = (base: string) => path === base || (base.lastIndexOf('/') > 0 && path.startsWith(`${base}/`));
  const longest = items.filter((item) => inside(item.href)).reduce((best, item) => Math.max(best, item.href.length), 0);
  return inside(href) && href.length === longest;
}
