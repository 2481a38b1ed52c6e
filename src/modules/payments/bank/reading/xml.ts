/** A node of parsed XML: an element with children, or a text. */
export type Node = unknown;

const BASIC_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The first child along a path of element names, or undefined. */
export function at(node: Node, ...path: readonly string[]): Node | undefined {
  let here: Node = node;
  for (const name of path) {
    const one: Node = Array.isArray(here) ? here[0] : here;
    if (typeof one !== 'object' || one === null || !Object.hasOwn(one, name)) return undefined;
    here = (one as Readonly<Record<string, unknown>>)[name];
  }
  return Array.isArray(here) ? here[0] : here;
}

/** Every child of a name. */
export function all(node: Node | undefined, name: string): Node[] {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return [];
  const found = (node as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(found) ? found : [found];
}

/** The text of an element along a path, tidied; null when there is none. Only the five entities of XML itself are resolved. */
export function textAt(node: Node | undefined, ...path: readonly string[]): string | null {
  const found = at(node, ...path);
  const text = typeof found === 'object' ? at(found, '#text') : found;
  if (typeof text !== 'string') return null;
  const plain = text
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => BASIC_ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? null : plain;
}
