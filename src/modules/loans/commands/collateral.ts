import type { z } from 'zod';
import { storeImage } from '#documents';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { requireServable } from '#members';
import { accountsOfMembers } from '#savings';
import { type CollateralKind, checkActive, normalisePaperNumber, paperHint } from '../rules/collateral.ts';
import { indexOf, sealValue } from '../sealed.ts';
import { AppraiseInput, CollateralPhotoInput, RegisterCollateralInput } from '../security-schema.ts';
import {
  drawCollateralLabel,
  insertCollateral,
  insertCollateralEvent,
  insertCollateralPhoto,
  lockCollateral,
  updateAppraisal,
} from '../store/collateral.ts';

const PHOTO_PIXELS = 1600;
/** Kinds that are a paper with a number of its own. */
const NUMBERED: ReadonlySet<CollateralKind> = new Set(['bpkb', 'shm', 'sk_pegawai']);

/**
 * Writes what a member can pledge into the register, with its first appraisal. Errors: `member_not_found`, `member_not_served`,
 * `appraisal_in_future`, `paper_number_missing`, `paper_registered`, `saving_missing`, `saving_of_another`, `value_over_saving`.
 */
export const registerCollateral = command({
  name: 'loans.registerCollateral',
  permission: 'loans.review',
  input: RegisterCollateralInput,
  async run(scope, input) {
    await requireServable(scope, input.memberId);
    checkAppraisalDay(scope, input.appraisedOn);
    const savingsAccountId = await pledgedSaving(scope, input);
    const [id, label] = [newId(), await drawCollateralLabel(scope)];
    try {
      await insertCollateral(scope, {
        ...input,
        id,
        label,
        savingsAccountId,
        valueSen: input.value,
        paper: sealPaper(scope, id, input),
      });
    } catch (error) {
      throw alreadyRegistered(error);
    }
    await insertCollateralEvent(scope, {
      collateralId: id,
      kind: 'registered',
      on: input.appraisedOn,
      valueSen: input.value,
      detail: input.appraisedBy,
    });
    return { id, label };
  },
});

/** Writes a new appraisal. Errors: `collateral_unknown`, `collateral_not_active`, `appraisal_in_future`, `appraisal_before_last`. */
export const reappraiseCollateral = command({
  name: 'loans.reappraiseCollateral',
  permission: 'loans.review',
  input: AppraiseInput,
  async run(scope, { collateralId, value, appraisedOn, appraisedBy, note }) {
    const collateral = await lockCollateral(scope, collateralId);
    checkActive(collateral);
    checkAppraisalDay(scope, appraisedOn);
    if (appraisedOn < collateral.appraisedOn) {
      throw fieldError(
        'appraisedOn',
        'appraisal_before_last',
        `Penilaian terakhir ${collateral.appraisedOn}. Pilih tanggal sesudahnya`,
      );
    }
    await updateAppraisal(scope, collateralId, { valueSen: value, on: appraisedOn, by: appraisedBy });
    const event = { collateralId, kind: 'appraised' as const, on: appraisedOn, valueSen: value, note };
    await insertCollateralEvent(scope, { ...event, detail: appraisedBy });
    return { collateralId };
  },
});

/** Puts a photo with a collateral. Errors: `collateral_unknown`, those of `storeImage`. */
export const addCollateralPhoto = command({
  name: 'loans.addCollateralPhoto',
  permission: 'loans.review',
  input: CollateralPhotoInput,
  async run(scope, { collateralId, photo }) {
    await lockCollateral(scope, collateralId);
    const bytes = Buffer.from(photo, 'base64');
    const stored = await storeImage(scope, { kind: 'collateral_photo', bytes, sizePixels: PHOTO_PIXELS });
    await insertCollateralPhoto(scope, collateralId, stored.id);
    return { collateralId, fileId: stored.id };
  },
});

function checkAppraisalDay(scope: Scope, on: BusinessDate): void {
  if (on <= scope.today) return;
  throw fieldError('appraisedOn', 'appraisal_in_future', 'Tanggal penilaian tidak boleh sesudah hari ini');
}

type Registered = z.output<typeof RegisterCollateralInput>;

function sealPaper(scope: Scope, rowId: string, { kind, paperNumber }: Registered) {
  const normalised = normalisePaperNumber(paperNumber);
  if (normalised === '') {
    if (!NUMBERED.has(kind)) return null;
    throw fieldError('paperNumber', 'paper_number_missing', 'Tulis nomor yang tercetak di suratnya');
  }
  const { cooperativeId } = scope;
  return {
    cipher: sealValue({ cooperativeId, rowId, column: 'paper' }, paperNumber),
    index: indexOf(cooperativeId, 'paper', normalised),
    hint: paperHint(normalised),
  };
}

async function pledgedSaving(scope: Scope, input: Registered): Promise<string | null> {
  if (input.kind !== 'savings_pledge') return null;
  if (input.savingsAccountId === undefined) {
    throw fieldError('savingsAccountId', 'saving_missing', 'Pilih simpanan yang dijaminkan');
  }
  const own = await accountsOfMembers(scope, [input.memberId]);
  const saving = own.find(({ id, status }) => id === input.savingsAccountId && status !== 'closed');
  if (!saving) throw fieldError('savingsAccountId', 'saving_of_another', 'Pilih simpanan milik anggota ini sendiri');
  if (input.value > saving.balanceSen) {
    throw fieldError('value', 'value_over_saving', `Saldo simpanan ini hanya ${rupiahText(saving.balanceSen)}`);
  }
  return saving.id;
}

function alreadyRegistered(error: unknown): unknown {
  const constraint = constraintOf(error);
  if (constraint === 'collateral_paper_once') {
    return fieldError('paperNumber', 'paper_registered', 'Surat ini sudah tercatat sebagai agunan');
  }
  if (constraint === 'collateral_saving_once') {
    return fieldError('savingsAccountId', 'paper_registered', 'Simpanan ini sudah tercatat sebagai agunan');
  }
  return error;
}
