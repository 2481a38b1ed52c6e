import { addDays, type BusinessDate, parts } from '#kernel/dates';
import { rupiahText } from '#kernel/money';

/** Parameter `loans.reminders`: so many days before the due date, on it, and after it. */
export type ReminderRule = {
  readonly before: readonly number[];
  readonly onDue: boolean;
  readonly late: readonly number[];
};

/** `before_3`, `due`, `late_7`. */
export type ReminderKind = string;

/** Due dates that need a reminder on day `on`, each with its kind; for the set-based step: one row of them joins the instalments. */
export function remindersOn(rule: ReminderRule, on: BusinessDate): { kind: ReminderKind; dueOn: BusinessDate }[] {
  return [
    ...rule.before.map((days) => ({ kind: `before_${days}`, dueOn: addDays(on, days) })),
    ...(rule.onDue ? [{ kind: 'due', dueOn: on }] : []),
    ...rule.late.map((days) => ({ kind: `late_${days}`, dueOn: addDays(on, -days) })),
  ];
}

/** What a message says of one instalment. Amount in sen, unpaid principal and interest; no late charge, which grows by the day. */
export type ReminderFacts = {
  readonly kind: ReminderKind;
  readonly cooperative: string;
  readonly memberName: string;
  readonly loanNumber: string;
  readonly instalmentNo: number;
  readonly dueOn: BusinessDate;
  readonly unpaidSen: bigint;
};

/** The text of a message, in Indonesian: who, what, how much, and where to turn; no blame. */
export function reminderText(facts: ReminderFacts): string {
  const days = Number(facts.kind.split('_')[1] ?? 0);
  const what = `angsuran ke-${facts.instalmentNo} pinjaman ${facts.loanNumber} sebesar ${rupiahText(facts.unpaidSen)}`;
  const hello = `Yth. ${facts.memberName},`;
  const when = dateText(facts.dueOn);
  if (facts.kind === 'due') {
    return `${hello} ${what} jatuh tempo hari ini, ${when}. Terima kasih sudah membayar tepat waktu. Salam, ${facts.cooperative}`;
  }
  if (facts.kind.startsWith('before')) {
    return `${hello} kami ingatkan ${what} jatuh tempo ${days} hari lagi, ${when}. Salam, ${facts.cooperative}`;
  }
  return `${hello} ${what} sudah lewat ${days} hari dari jatuh tempo ${when}. Mohon segera dibayar, atau hubungi kami bila ada kesulitan: kita cari jalan bersama. Abaikan pesan ini bila sudah membayar. Salam, ${facts.cooperative}`;
}

const MONTHS = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');

function dateText(date: BusinessDate): string {
  const { year, month, day } = parts(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}
