/** The door of setup: makes a cooperative whole, and knows its by-law parameters. Stands above every module. See README.md. */
export { type CreatedCooperative, createCooperative } from './create.ts';
export { KNOWN_PARAMETERS, type KnownParameter, knownParameter, tableText } from './parameters.ts';
export { type RegionChoice, regionPath, regionsUnder } from './regions.ts';
export { admitRegistration, REGISTRATIONS_PER_HOUR, registrationIsOpen } from './registration.ts';
export { readPercent, suggestShortCode, suggestSlug, zoneOfRegion } from './rules.ts';
export { SetupInput } from './schema.ts';
export { setKnownParameter } from './set-parameter.ts';
