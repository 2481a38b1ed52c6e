/** The door of governance: registers and resolutions. See README.md. */
export { recordResolution, withdrawResolution } from './commands/resolutions.ts';
export {
  requireResolution,
  resolution,
  resolutions,
  type StandingResolution,
  useResolution,
} from './queries/resolutions.ts';
export { MEETINGS, type Meeting, RESOLUTION_KINDS, type ResolutionKind } from './rules/resolution.ts';
export { PAPER_BYTES_MAX } from './schema.ts';
export type { Resolution } from './store/resolutions.ts';
