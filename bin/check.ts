/** The quick checks before a commit: types, format and lint, boundaries. `npm test` runs these and every test. */
process.argv.push('types', 'lint', 'boundaries');
await import('./test.ts');

export {};
