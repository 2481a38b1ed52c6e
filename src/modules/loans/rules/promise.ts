import { addMonths, type BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';

/** A contact as it was told, before it is believed. Amount in sen. */
export type ToldContact = {
  readonly result: string;
  readonly happenedOn?: BusinessDate | undefined;
  readonly promiseOn?: BusinessDate | undefined;
  readonly promiseAmount?: bigint | undefined;
};

export type Promised = { readonly on: BusinessDate; readonly amountSen: bigint };

/**
 * Checks a contact: it has happened, and has a promise with day and amount exactly when its result is one; a promise is for a day from the
 * contact on, at most a year ahead. Errors: `contact_in_future`, `promise_needed`, `promise_not_asked`, `promise_past`, `promise_far`.
 */
export function checkContact(
  told: ToldContact,
  today: BusinessDate,
): { happenedOn: BusinessDate; promise: Promised | null } {
  const happenedOn = told.happenedOn ?? today;
  if (happenedOn > today) throw fieldError('happenedOn', 'contact_in_future', 'Tanggal ini belum tiba');
  const { promiseOn, promiseAmount } = told;
  if (told.result !== 'promised') {
    if (promiseOn === undefined && promiseAmount === undefined) return { happenedOn, promise: null };
    throw fieldError('result', 'promise_not_asked', 'Pilih hasil "berjanji" bila ada janji bayar');
  }
  if (promiseOn === undefined) throw fieldError('promiseOn', 'promise_needed', 'Tulis tanggal janji bayar');
  if (promiseAmount === undefined) throw fieldError('promiseAmount', 'promise_needed', 'Tulis jumlah yang dijanjikan');
  if (promiseOn < happenedOn)
    throw fieldError('promiseOn', 'promise_past', 'Janji bayar tidak bisa sebelum tanggal ini');
  if (promiseOn > addMonths(today, 12)) {
    throw fieldError('promiseOn', 'promise_far', 'Janji bayar paling lama satu tahun lagi');
  }
  return { happenedOn, promise: { on: promiseOn, amountSen: promiseAmount } };
}

/** What became of a promise: kept when that much was paid from the day of the contact through its day; broken from the day after. */
export function promiseState(
  promise: Promised & { readonly paidSen: bigint },
  today: BusinessDate,
): 'kept' | 'waiting' | 'broken' {
  if (promise.paidSen >= promise.amountSen) return 'kept';
  return today > promise.on ? 'broken' : 'waiting';
}
