/** The door of the cooperatives module: the tenant and its effective-dated settings. See README.md. */
export {
  addBranch,
  addUnit,
  closeBranch,
  insertParameter,
  installCooperative,
  setParameter,
  updateProfile,
} from './commands.ts';
export { allCooperatives, cooperativeById, cooperativeByShortCode, findCooperative } from './directory.ts';
export {
  type Branch,
  cooperativeLetterhead,
  cooperativeProfile,
  type Letterhead,
  letterhead,
  organisation,
  type Parameter,
  type Profile,
  parameterOn,
  parameters,
  readBranches,
  readProfile,
} from './queries.ts';
export { BranchInput, COOPERATIVE_KINDS, CooperativeInput, ParameterInput, ProfileInput, UnitInput } from './schema.ts';
