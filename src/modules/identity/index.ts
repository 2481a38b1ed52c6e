/** The door of the identity module: people who sign in, what they may do, and how that is proved. See README.md. */
export { approvalDetail, approvalList } from './approval-queries.ts';
export { auditTrail, maskName, signInTrail } from './audit.ts';
export { type Authenticate, openAuthenticator } from './authenticate.ts';
export { activate, enrolMember, joinWithCode } from './codes.ts';
export { decideApproval } from './commands/approvals.ts';
export { issueEnrolmentCode } from './commands/enrolment.ts';
export { CODE_LIFE_HOURS, type HandedCode } from './commands/issue-code.ts';
export {
  changePassword,
  changePin,
  confirmOwnTotp,
  removeDevice,
  removeOwnTotp,
  setUpTotp,
  signOutEverywhere,
  waitingTotp,
} from './commands/own.ts';
export { addPerson, addPersonWithPassword, installPeople, installRoles } from './commands/people.ts';
export { issueResetCode, removeTotp } from './commands/recovery.ts';
export { changeRoles, dismiss, takeBack } from './commands/standing.ts';
export { DRAFT_LIFE_SECONDS, dropDraft, type FormValues, findDraft, keepDraft } from './drafts.ts';
export { closeMemberAccess, identityJobs } from './member-exit.ts';
export {
  beginPasskey,
  beginPasskeySignIn,
  finishPasskey,
  ownPasskeys,
  removePasskey,
  signInByPasskey,
} from './passkeys.ts';
export { enterCooperative, personBehind, placesOfSession, signOut } from './places.ts';
export { holdersOf, ownSecurity, peopleList, personDetail, roleList, whoAmI } from './queries.ts';
export { maskPhone, normalisePhone } from './rules/names.ts';
export { isStaffRole, ROLES } from './rules/roles.ts';
export { type SignedIn, signInStaff } from './sign-in.ts';
export { signInMember } from './sign-in-member.ts';
export { type Standing, standingOf } from './standing.ts';
export { DEVICE_TOKENS_MAX, deviceLabel, type Surroundings, surroundingsOf, type Visitor } from './surroundings.ts';
export { newCode } from './tokens.ts';
export { totpAddress } from './totp.ts';
