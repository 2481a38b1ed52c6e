import { type Regions, regions } from '#members';

/** What a typed village turned out to be: one village, several to choose from, or nothing known. */
export type VillageAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly code: string; readonly name: string }
  | { readonly kind: 'many'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'unknown' };

const CHOICES_MAX = 12;

/** Reads the village that was typed ("demaan kudus"), and the choice made when several have that name. */
export async function readVillage(typed: string, chosen: string): Promise<VillageAnswer> {
  return villageOf(await regions(), typed, chosen);
}

/** The same with the regions given. */
export function villageOf(book: Regions, typed: string, chosen: string): VillageAnswer {
  if (typed === '') return { kind: 'none' };
  const found = book.findVillages(typed, CHOICES_MAX);
  const settled =
    found.find(({ code }) => code === chosen) ??
    found.find(({ name }) => name.toLowerCase() === typed.toLowerCase()) ??
    only(found.filter(({ name }) => plainWords(typed).every((word) => plainWords(name).includes(word)))) ??
    only(found);
  if (settled) return { kind: 'one', ...settled };
  if (found.length === 0) return { kind: 'unknown' };
  return { kind: 'many', choices: found.map(({ code, name }) => ({ value: code, label: name })) };
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}

function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
