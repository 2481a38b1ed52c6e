/** The part of the door that is about applications. */
export { OfferedCollateral, PURPOSES } from './application-schema.ts';
export {
  type ApprovedApplication,
  type Approver,
  approvalBehind,
  approvedApplication,
  approversStillEntitled,
  type Condition,
  expireApplications,
  markContracted,
  requireApproversEntitled,
  requireConditionsMet,
  unmarkContracted,
} from './commands/approved-application.ts';
export { enterApplication, withdrawApplication } from './commands/enter-application.ts';
export {
  addOwnPaper,
  passOwnDocuments,
  removeOwnPaper,
  saveOwnAmount,
  saveOwnIncome,
  saveOwnPurpose,
  saveOwnSecurity,
  startOwnApplication,
  submitOwnApplication,
  withdrawOwnApplication,
} from './commands/own-application.ts';
export { addPaper } from './commands/papers.ts';
export { reviewApplication } from './commands/review-application.ts';
export { scorecard, setScorecard } from './commands/scorecard.ts';
export { meetCondition, voteOnApplication } from './commands/vote-on-application.ts';
export {
  type ApplicationView,
  applicationDetail,
  applicationList,
  ownApplication,
  ownApplications,
} from './queries/applications.ts';
export { creditView } from './queries/credit-view.ts';
export { type LoanOffer, loanOffers, type SimulationView, simulateLoan } from './queries/loan-offers.ts';
export { APPLY_STEPS, type ApplyStep, STAGES, type Stage, stepsOf } from './rules/application-stage.ts';
export { CHECKS } from './rules/eligibility.ts';
export { FACTORS, type Factor, type Score, type Scorecard, type ScoreLine } from './rules/scorecard.ts';
