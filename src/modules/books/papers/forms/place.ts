import { equityColumnOf, flowClassOf, incomeGroupOf, termOf } from '../../statements/rules/place.ts';
import type { Figure, Uses } from '../figures.ts';
import type { Form } from '../rules/form.ts';

/** The line of a form that an account stands on, and whether the chart says so itself (tag) or its place in the statements does. */
export function formPlace(form: Form, figure: Figure, uses: Uses): { line: string; tagged: boolean } {
  const tag = figure.regulatory[form.key];
  const known = form.lines.some((line) => line.kind === 'line' && line.code === tag);
  if (tag && known) return { line: tag, tagged: true };
  return { line: form.key === 'jkuk' ? jkukRest(figure) : kkpkkLine(figure, uses), tagged: false };
}

/** An account without a code of the ministry stands on the rest line of its kind, so that the form's totals are those of the statements. */
function jkukRest({ kind }: Figure): string {
  return { asset: '1-', liability: '2-', equity: '3-', revenue: '4-', expense: '5-' }[kind];
}

function kkpkkLine(figure: Figure, uses: Uses): string {
  if (figure.kind === 'asset') return assetLine(figure, uses);
  if (figure.kind === 'liability') return liabilityLine(figure, uses);
  if (figure.kind === 'equity') {
    const column = equityColumnOf(figure);
    return column === 'principal' ? 'simpanan_pokok' : column === 'mandatory' ? 'simpanan_wajib' : 'ekuitas_lain';
  }
  return incomeLine(figure);
}

function assetLine(figure: Figure, uses: Uses): string {
  if (flowClassOf(figure) === 'cash') return 'kas_bank';
  if (uses.loanCodes.has(figure.code) || /pinjaman|pembiayaan/i.test(figure.name)) return 'piutang_pinjaman';
  if (termOf(figure) === 'non_current') return 'aset_tidak_lancar';
  if (/piutang (usaha|dagang)/i.test(figure.name)) return 'piutang_dagang';
  return /^persediaan/i.test(figure.name) ? 'persediaan' : 'aset_lancar_lain';
}

function liabilityLine(figure: Figure, uses: Uses): string {
  if (termOf(figure) === 'non_current') return 'kewajiban_panjang';
  if (uses.savingCodes.has(figure.code)) return 'tabungan_anggota';
  if (uses.termCodes.has(figure.code)) return 'berjangka_anggota';
  if (/pph|ppn|pajak/i.test(figure.name)) return 'utang_pajak';
  if (/masih harus dibayar/i.test(figure.name)) return 'beban_masih_dibayar';
  return /^titipan/i.test(figure.name) ? 'titipan_dana' : 'kewajiban_pendek_lain';
}

function incomeLine(figure: Figure): string {
  const lines = {
    member_revenue: 'partisipasi_bruto',
    non_member_revenue: 'pendapatan_bukan_anggota',
    revenue: 'pendapatan_lain',
    member_cost: 'beban_pokok',
    non_member_cost: 'beban_pokok_bukan_anggota',
    cost: 'beban_pokok',
    operating: 'beban_usaha',
    cooperative: 'beban_perkoperasian',
    tax: 'pajak',
  } as const;
  const group = incomeGroupOf(figure);
  return group === 'other' ? (figure.kind === 'revenue' ? 'pendapatan_lain' : 'beban_lain') : lines[group];
}
