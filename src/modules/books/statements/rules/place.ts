import type { ChartLine } from '#ledger';

/**
 * Where a chart line stands in the statements. Its own tag decides (`regulatory`: `term`, `phu`, `equity`), then the line of the ministry's form
 * (`jkuk`), then the names of the line and of the headings above it, then what its kind says. So a chart that was brought along is laid out too,
 * and a line that nothing places has a place of its own: none is ever left out.
 */
export type Term = 'current' | 'non_current' | 'unplaced';
export type IncomeGroup =
  | 'member_revenue'
  | 'member_cost'
  | 'non_member_revenue'
  | 'non_member_cost'
  | 'revenue'
  | 'cost'
  | 'operating'
  | 'cooperative'
  | 'other'
  | 'tax';
export const EQUITY_COLUMNS = [
  'principal',
  'mandatory',
  'other_capital',
  'general_reserve',
  'risk_reserve',
  'other_equity',
  'surplus',
] as const;
export type EquityColumn = (typeof EQUITY_COLUMNS)[number];
export type FlowClass = 'cash' | 'operating' | 'investing' | 'financing';

/** A chart line with the names above it, nearest first. */
export type PlacedLine = ChartLine & { readonly above: readonly string[] };

/** The chart with each line's headings: what the other rules are asked about. */
export function withHeadings<Line extends ChartLine>(chart: readonly Line[]): (Line & PlacedLine)[] {
  const byCode = new Map(chart.map((line) => [line.code, line]));
  return chart.map((line) => {
    const above: string[] = [];
    let parent = byCode.get(line.parentCode ?? '');
    for (let depth = 0; parent && depth < 12; depth += 1) {
      above.push(parent.name);
      parent = byCode.get(parent.parentCode ?? '');
    }
    return { ...line, above };
  });
}

/** The first name, its own or a heading's, that one of these patterns fits: nearest wins. */
function byNames<Value extends string>(
  line: PlacedLine,
  patterns: readonly (readonly [RegExp, Value])[],
): Value | undefined {
  for (const name of [line.name, ...line.above]) {
    const found = patterns.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return undefined;
}

const TERMS = [
  [/tidak lancar|tak lancar|non.?current|non.?lancar/i, 'non_current'],
  [/jangka pendek|lancar|current/i, 'current'],
  [
    /jangka panjang|(aset|aktiva|harta) tetap|penyertaan|investasi|ta[kn] ?berwujud|(aset|aktiva) lain|rupa-rupa (aset|aktiva)/i,
    'non_current',
  ],
] as const;

/** Current or not, of an asset or a liability: tag `term`, headings' names, the class of its cash flow (operating is current), its own name. */
export function termOf(line: PlacedLine): Term {
  const tag = line.regulatory['term'];
  if (tag === 'current' || tag === 'non_current') return tag;
  const headings = byNames({ ...line, name: '' }, TERMS);
  if (headings) return headings;
  if (line.cashFlow === null) return byNames({ ...line, above: [] }, TERMS) ?? 'unplaced';
  return line.cashFlow === 'cash' || line.cashFlow === 'operating' ? 'current' : 'non_current';
}

const INCOME_NAMES = [
  [/pajak penghasilan|pph badan|taksiran pajak|^pajak$/i, 'tax'],
  [/perkoperasian/i, 'cooperative'],
  [/non.?operasional|non.?usaha|(di )?luar usaha|lain-lain|luar biasa/i, 'other'],
  [/(beban|biaya|harga) pokok|bagi hasil/i, 'cost'],
] as const;

/** The part of the income statement (PHU) in which a revenue or expense line stands. */
export function incomeGroupOf(line: PlacedLine): IncomeGroup {
  const revenue = line.kind === 'revenue';
  if (line.party !== null) {
    const party = line.party === 'member' ? 'member' : 'non_member';
    return revenue ? `${party}_revenue` : `${party}_cost`;
  }
  const found = taggedGroup(line) ?? byNames(line, INCOME_NAMES) ?? numberedGroup(line);
  if (revenue) return found === 'other' || found === 'tax' ? found : 'revenue';
  return found ?? 'operating';
}

type NamedGroup = 'cost' | 'operating' | 'cooperative' | 'other' | 'tax';

function taggedGroup(line: ChartLine): NamedGroup | undefined {
  const tag = line.regulatory['phu'];
  const tagged = (['cost', 'operating', 'cooperative', 'other', 'tax'] as const).find((group) => group === tag);
  if (tagged) return tagged;
  const form = line.regulatory['jkuk'] ?? '';
  if (form === '6129') return 'tax';
  if (form.startsWith('62')) return 'cooperative';
  return /^[78]/.test(form) ? 'other' : undefined;
}

/** Charts of cooperatives count 7 and 8 for what is outside their business, and 9 for tax. Only a line without a heading says so itself. */
function numberedGroup(line: ChartLine): NamedGroup | undefined {
  if (line.parentCode !== null) return undefined;
  if (line.code.startsWith('9')) return 'tax';
  return /^[78]\b/.test(line.code) ? 'other' : undefined;
}

const EQUITY_FORMS: Record<string, EquityColumn> = {
  '3110': 'principal',
  '3120': 'mandatory',
  '3130': 'other_capital',
  '3150': 'other_capital',
  '3161': 'general_reserve',
  '3162': 'risk_reserve',
  '3170': 'surplus',
  '3180': 'surplus',
};
const EQUITY_NAMES = [
  [/\bshu\b|sisa hasil|hasil usaha|laba|surplus/i, 'surplus'],
  [/cadangan.*(risiko|resiko)|dana risiko/i, 'risk_reserve'],
  [/cadangan/i, 'general_reserve'],
  [/pokok/i, 'principal'],
  [/wajib/i, 'mandatory'],
  [/penyertaan|penyetaraan|hibah|donasi|modal tetap/i, 'other_capital'],
] as const;

/** The column of the changes in equity in which an equity line stands: tag `equity`, the ministry's form, its name, else `other_equity`. */
export function equityColumnOf(line: ChartLine): EquityColumn {
  const tag = line.regulatory['equity'];
  const tagged = EQUITY_COLUMNS.find((column) => column === tag);
  if (tagged) return tagged;
  const form = EQUITY_FORMS[line.regulatory['jkuk'] ?? ''];
  if (form) return form;
  return EQUITY_NAMES.find(([pattern]) => pattern.test(line.name))?.[1] ?? 'other_equity';
}

/**
 * The class of a line's cash flow. Revenue and expense are operating unless tagged otherwise (a gain on a sold building is investing); what has
 * no tag is cash by its name, financing when it is equity, else operating.
 */
export function flowClassOf(line: PlacedLine): FlowClass {
  if (line.kind === 'revenue' || line.kind === 'expense') {
    return line.cashFlow === 'investing' || line.cashFlow === 'financing' ? line.cashFlow : 'operating';
  }
  if (line.cashFlow !== null) return line.cashFlow;
  if (line.kind === 'equity') return 'financing';
  if (line.kind === 'asset' && isCashByName(line)) return 'cash';
  if (line.kind === 'asset' && /(aset|aktiva|harta) tetap|inventaris|penyertaan/i.test(line.above.join(' '))) {
    return 'investing';
  }
  return 'operating';
}

function isCashByName(line: PlacedLine): boolean {
  return [line.name, line.above[0] ?? ''].some((name) =>
    /^(kas|bank|giro|tabungan bank|simpanan (di|pada) bank)\b/i.test(name),
  );
}
