import type { FormValues } from '#lib/server/form.ts';
import { type RegionChoice, regionPath, regionsUnder } from '#setup';

export const LEVELS = ['province', 'regency', 'district', 'village'] as const;
export type Level = (typeof LEVELS)[number];

/** One select of the address step: its level, its choices, and what is chosen of them. */
export type RegionLevel = {
  readonly level: Level;
  readonly chosen: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** The selects for a code as far as it goes, and the next one below it. */
export async function regionLevels(code: string): Promise<RegionLevel[]> {
  const path = regionPath(code);
  const levels: RegionLevel[] = [];
  for (const [index, level] of LEVELS.entries()) {
    const parent = index === 0 ? '' : (path[index - 1] ?? null);
    const under = parent === null ? [] : await regionsUnder(parent);
    if (under.length === 0) break;
    levels.push({ level, chosen: path[index] ?? '', choices: under.map(choiceOf) });
  }
  return levels;
}

/**
 * The deepest region that the selects name one under the other: when a higher one is changed, the lower ones that were
 * shown for the old one are forgotten.
 */
export async function readRegion(values: FormValues): Promise<string> {
  let code = '';
  for (const level of LEVELS) {
    const chosen = values[level] ?? '';
    const known = (await regionsUnder(code)).some((region) => region.code === chosen);
    if (!known) return code;
    code = chosen;
  }
  return code;
}

function choiceOf({ code, name }: RegionChoice) {
  return { value: code, label: name };
}
