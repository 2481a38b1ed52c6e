import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { requireServable } from '#members';
import { GROUP_SIZE } from '../rules/group.ts';
import { FormGroupInput, GroupInput, GroupMemberInput } from '../security-schema.ts';
import {
  endGroupMembership,
  type GroupMember,
  insertGroup,
  insertGroupMembers,
  type LendingGroup,
  lockGroup,
  readGroupMembers,
  updateGroup,
} from '../store/groups.ts';

/**
 * Forms a group whose members answer for each other (tanggung renteng). Errors: `group_too_small`, `group_too_large`,
 * `chair_not_in_group`, `group_name_taken`, `member_in_other_group`, `member_not_found`, `member_not_served`.
 */
export const formGroup = command({
  name: 'loans.formGroup',
  permission: 'loans.review',
  input: FormGroupInput,
  async run(scope, { memberIds, ...group }) {
    const ids = [...new Set(memberIds)].sort();
    if (ids.length < GROUP_SIZE.min) {
      throw fieldError('memberIds', 'group_too_small', `Kelompok beranggota paling sedikit ${GROUP_SIZE.min} orang`);
    }
    if (ids.length > GROUP_SIZE.max) throw tooLarge('memberIds');
    if (!ids.includes(group.chairId)) {
      throw fieldError('chairId', 'chair_not_in_group', 'Pilih ketua dari anggota kelompok');
    }
    for (const id of ids) await requireServable(scope, id);
    try {
      const groupId = await insertGroup(scope, { ...group, formedOn: scope.today });
      await insertGroupMembers(scope, groupId, ids, scope.today);
      return { id: groupId };
    } catch (error) {
      throw groupError(error, 'memberIds');
    }
  },
});

/** Lets one more member in. Errors: `group_unknown`, `group_dissolved`, `group_too_large`, `member_in_other_group`, `member_not_served`. */
export const joinGroup = command({
  name: 'loans.joinGroup',
  permission: 'loans.review',
  input: GroupMemberInput,
  async run(scope, { groupId, memberId }) {
    const { members } = await requireGroup(scope, groupId);
    await requireServable(scope, memberId);
    if (members.length >= GROUP_SIZE.max) throw tooLarge('memberId');
    try {
      await insertGroupMembers(scope, groupId, [memberId], scope.today);
    } catch (error) {
      throw groupError(error, 'memberId');
    }
    return { groupId, memberId };
  },
});

/**
 * Lets a member go. Refused while anybody of the group owes through it: all answer for all. Errors: `group_unknown`, `group_dissolved`,
 * `not_in_group`, `group_loan_running`, `chair_leaves`, `group_too_small`.
 */
export const leaveGroup = command({
  name: 'loans.leaveGroup',
  permission: 'loans.review',
  input: GroupMemberInput,
  async run(scope, { groupId, memberId }) {
    const { group, members } = await requireGroup(scope, groupId);
    requireIn(members, memberId);
    requireNothingOwed(members);
    if (group.chairId === memberId) {
      throw fieldError('memberId', 'chair_leaves', 'Ganti dulu ketua kelompoknya');
    }
    if (members.length <= GROUP_SIZE.min) {
      throw fieldError(
        'memberId',
        'group_too_small',
        `Kelompok tinggal ${members.length} orang. Bubarkan saja kelompoknya`,
      );
    }
    await endGroupMembership(scope, groupId, memberId);
    return { groupId, memberId };
  },
});

/** Another member leads the group. Errors: `group_unknown`, `group_dissolved`, `not_in_group`. */
export const changeGroupChair = command({
  name: 'loans.changeGroupChair',
  permission: 'loans.review',
  input: GroupMemberInput,
  async run(scope, { groupId, memberId }) {
    const { members } = await requireGroup(scope, groupId);
    requireIn(members, memberId);
    await updateGroup(scope, groupId, { chairId: memberId });
    return { groupId, chairId: memberId };
  },
});

/** Ends a group that owes nothing. Errors: `group_unknown`, `group_dissolved`, `group_loan_running`. */
export const dissolveGroup = command({
  name: 'loans.dissolveGroup',
  permission: 'loans.review',
  input: GroupInput,
  async run(scope, { groupId }) {
    const { members } = await requireGroup(scope, groupId);
    requireNothingOwed(members);
    await endGroupMembership(scope, groupId);
    await updateGroup(scope, groupId, { dissolvedOn: scope.today });
    return { groupId, dissolvedOn: scope.today };
  },
});

async function requireGroup(
  scope: Scope,
  id: string,
): Promise<{ group: LendingGroup; members: readonly GroupMember[] }> {
  const group = await lockGroup(scope, id);
  if (!group) throw new DomainError('not_found', 'group_unknown', 'Kelompok ini tidak ada');
  if (group.dissolvedOn !== null) {
    throw new DomainError('refused', 'group_dissolved', `Kelompok ${group.name} sudah dibubarkan`);
  }
  const members = (await readGroupMembers(scope, [id])).filter(({ leftOn }) => leftOn === null);
  return { group, members };
}

function requireIn(members: readonly GroupMember[], memberId: string): void {
  if (members.some((member) => member.memberId === memberId)) return;
  throw fieldError('memberId', 'not_in_group', 'Anggota ini tidak ada di kelompok ini');
}

function requireNothingOwed(members: readonly GroupMember[]): void {
  const owing = members.find(({ outstandingSen }) => outstandingSen > 0n);
  if (!owing) return;
  throw new DomainError(
    'refused',
    'group_loan_running',
    `${owing.name} masih punya pinjaman lewat kelompok ini. Tunggu sampai lunas`,
  );
}

function tooLarge(field: string): DomainError {
  return fieldError(field, 'group_too_large', `Kelompok beranggota paling banyak ${GROUP_SIZE.max} orang`);
}

function groupError(error: unknown, field: string): unknown {
  const constraint = constraintOf(error);
  if (constraint === 'lending_group_name') {
    return fieldError('name', 'group_name_taken', 'Nama ini sudah dipakai kelompok lain');
  }
  if (constraint === 'group_member_once') {
    return fieldError(field, 'member_in_other_group', 'Seorang anggota hanya bisa di satu kelompok pada satu waktu');
  }
  return error;
}
