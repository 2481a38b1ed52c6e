/** The door of setup: makes a cooperative whole, and knows its by-law parameters. Stands above every module. See README.md. */
export { isParameterValue, KNOWN_PARAMETERS, type KnownParameter, knownParameter } from './parameters.ts';
export { setKnownParameter } from './set-parameter.ts';
