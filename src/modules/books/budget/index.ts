/** What the books' door gives of the budget. */
export { approveBudgetStep } from './commands/approve.ts';
export { setBudgetLines, setBudgetMonths, startBudget } from './commands/drafts.ts';
export { importBudget } from './commands/import.ts';
export { type BudgetTable, budgetTable, budgetTableOf } from './queries/table.ts';
export { type BudgetLine, budgetDetail, budgetVersions } from './queries/versions.ts';
export type { BudgetState } from './rules/lines.ts';
export { type BudgetVersion, requireVersion as budgetVersionOf } from './store/versions.ts';
