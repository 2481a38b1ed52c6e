/**
 * The architecture as a table. `npm test` runs it by dependency-cruiser; test/architecture/boundaries.test.ts provokes
 * each kind of violation and sees it refused. Whoever needs a new edge adds it here and says why in the change.
 */

/** Each module and the modules whose doors (#name) it may use. The arrows only go down: no cycle is possible. */
export const MAY_USE = {
  cooperatives: [],
  documents: ['cooperatives'],
  identity: ['cooperatives'],
  ledger: ['cooperatives', 'documents'],
  members: ['cooperatives', 'documents'],
  savings: ['cooperatives', 'documents', 'ledger', 'members'],
  loans: ['cooperatives', 'documents', 'identity', 'ledger', 'members', 'savings'],
  payments: ['cooperatives', 'documents', 'ledger', 'members', 'savings', 'loans'],
  books: ['cooperatives', 'documents', 'identity', 'ledger', 'members', 'savings', 'loans', 'payments'],
  governance: ['cooperatives', 'documents', 'identity', 'ledger', 'members', 'savings', 'loans', 'books'],
  shu: ['cooperatives', 'documents', 'ledger', 'members', 'savings', 'loans', 'payments', 'books', 'governance'],
  oversight: [
    'cooperatives',
    'documents',
    'identity',
    'ledger',
    'members',
    'savings',
    'loans',
    'payments',
    'books',
    'governance',
    'shu',
  ],
  imports: ['cooperatives', 'documents', 'ledger', 'members', 'savings', 'loans'],
  setup: [
    'cooperatives',
    'documents',
    'identity',
    'ledger',
    'members',
    'savings',
    'loans',
    'payments',
    'books',
    'governance',
    'shu',
    'oversight',
    'imports',
  ],
};

/** The kernel's parts that compute and nothing else: all that rules may stand on. */
const PURE_KERNEL = ['money', 'dates', 'ids', 'errors', 'fields', 'permissions', 'terbilang', 'ratio', 'day-count'];

/** Files of rules: rules.ts, receipt-rules.ts, what is in a folder rules/, and one calculator by name. */
const RULES = [
  '^src/modules/[^/]+/[^/]*rules\\.ts$',
  '^src/modules/.+/rules/',
  '^src/modules/documents/check-digit\\.ts$',
];
/** A folder of pure arithmetic whose door also decodes requests: rules may stand on it, its door is not a rule. */
const CALCULATORS = ['^src/modules/savings/interest/', '^src/modules/loans/schedule/'];
const TEST_FILE = '\\.(test|fixture)\\.ts$';
const WEB_FRAMEWORKS = 'node_modules/(svelte|@sveltejs|hono|@hono|vite)/';

const modules = Object.keys(MAY_USE);

/** One rule per module: whatever the table does not name is refused. */
const edges = modules.map((name) => ({
  name: `${name}-uses-only-what-the-table-allows`,
  severity: 'error',
  from: { path: `^src/modules/${name}/`, pathNot: TEST_FILE },
  to: { path: '^src/modules/', pathNot: `^src/modules/(${[name, ...MAY_USE[name]].join('|')})/` },
}));

export default {
  forbidden: [
    ...edges,
    {
      name: 'a-module-has-a-row-in-the-table',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: `^src/modules/(${modules.join('|')})/` },
      to: {},
    },
    {
      name: 'a-module-is-entered-by-its-door',
      comment: 'Only index.ts of another module, and only by its #name.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: TEST_FILE },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'outside-the-modules-only-doors',
      severity: 'error',
      from: { path: '^(src/(?!modules/)|bin/|bench/)', pathNot: TEST_FILE },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'a-door-is-named-by-its-number-sign',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/modules/([^/]+)/', TEST_FILE] },
      to: { path: '^src/modules/[^/]+/index\\.ts$', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'modules-name-doors-by-their-number-sign',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: TEST_FILE },
      to: {
        path: '^src/modules/[^/]+/index\\.ts$',
        pathNot: '^src/modules/$1/',
        dependencyTypesNot: ['aliased-subpath-import'],
      },
    },
    {
      name: 'the-kernel-knows-no-module',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: TEST_FILE },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'modules-know-no-outside',
      comment: 'A module is called by web, API and worker; it never calls them.',
      severity: 'error',
      from: { path: '^src/(modules|kernel)/', pathNot: TEST_FILE },
      to: { path: '^src/(api|routes|worker|server|lib|hooks)' },
    },
    {
      name: 'modules-know-no-web-framework',
      severity: 'error',
      from: { path: '^src/(modules|kernel)/' },
      to: { path: WEB_FRAMEWORKS },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Rules stand on the kernel’s pure parts and on other rules; types cost nothing and may come from anywhere near.',
      severity: 'error',
      from: { path: RULES, pathNot: TEST_FILE },
      to: {
        pathNot: [`^src/kernel/(${PURE_KERNEL.join('|')})\\.ts$`, ...RULES, ...CALCULATORS],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'the-program-needs-no-test-code',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST_FILE },
      to: { path: ['^test/', TEST_FILE] },
    },
    {
      name: 'what-is-imported-exists',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: ['^pdfmake/interfaces', '^\\$app/', '^\\$env/', '\\$types$', '^\\.\\./build/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|\\.svelte-kit)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
};
