import type { PackOf, Part } from './part.ts';

/** The year's statements as paper and as workbook. */
export function statementParts(_of: PackOf): Part[] {
  return [];
}
