import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';

/** A region to choose: its Kemendagri code and its name. */
export type RegionChoice = { readonly code: string; readonly name: string };

let loading: Promise<Map<string, RegionChoice[]>> | undefined;

/** The provinces (`''`), or the regencies, districts or villages right under a code, by name. Empty for what has none. */
export async function regionsUnder(code: string): Promise<readonly RegionChoice[]> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return (await loading).get(code) ?? [];
}

/** The codes from province down that a code consists of: `33.19.01` -> `33`, `33.19`, `33.19.01`. Pure. */
export function regionPath(code: string): string[] {
  const steps = code.split('.').filter(Boolean);
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}

async function load(): Promise<Map<string, RegionChoice[]>> {
  const under = new Map<string, RegionChoice[]>();
  for (const level of await Promise.all([getProvinces(), getRegencies(), getDistricts(), getVillages()])) {
    for (const { code, name } of level) {
      const parent = code.slice(0, Math.max(code.lastIndexOf('.'), 0));
      const siblings = under.get(parent);
      if (siblings) siblings.push({ code, name });
      else under.set(parent, [{ code, name }]);
    }
  }
  for (const siblings of under.values()) siblings.sort((one, other) => one.name.localeCompare(other.name, 'id'));
  return under;
}
