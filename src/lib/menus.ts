import type { IconName } from './components/icons.ts';
import type { NavGroup, NavItem } from './components/types.ts';
import type { Locale } from './text/index.ts';
import { menuText } from './text/menu.ts';

/** Staff's menu; what a permission closes, AppShell leaves out. */
export function staffMenu(locale: Locale, waiting = 0): NavGroup[] {
  const t = menuText[locale];
  return [
    {
      items: [
        { href: '/staff', label: t.home },
        { href: '/staff/overview', label: t.overview, permission: 'oversight.read' },
      ],
    },
    {
      label: t.counter,
      items: [
        { href: '/staff/till', label: t.till, permission: 'till.operate' },
        { href: '/staff/members', label: t.members, permission: 'members.read' },
        { href: '/staff/savings', label: t.savings, permission: 'savings.read' },
        { href: '/staff/loans', label: t.loans, permission: 'loans.read' },
        { href: '/staff/loans/applications', label: t.applications, permission: 'loans.read' },
      ],
    },
    {
      label: t.lending,
      items: [
        { href: '/staff/loans/collect', label: t.loanPayroll, permission: 'loans.collect' },
        { href: '/staff/loans/products', label: t.loanProducts, permission: 'loans.read' },
        { href: '/staff/loans/collateral', label: t.collateral, permission: 'loans.read' },
        { href: '/staff/loans/groups', label: t.groups, permission: 'loans.read' },
        { href: '/staff/loans/related', label: t.related, permission: 'loans.read' },
      ],
    },
    { label: t.books, items: bookItems(t) },
    {
      label: t.governance,
      items: [
        { href: '/staff/registers', label: t.registers, permission: 'governance.read' },
        { href: '/staff/resolutions', label: t.resolutions, permission: 'governance.read' },
        { href: '/staff/budget', label: t.budget, permission: 'books.read' },
      ],
    },
    {
      label: t.control,
      items: [
        { href: '/staff/approvals', label: t.approvals, permission: 'approvals.decide', count: waiting },
        { href: '/staff/supervision', label: t.exceptions, permission: 'oversight.read' },
        { href: '/staff/audit', label: t.audit, permission: 'audit.read' },
      ],
    },
    {
      label: t.office,
      items: [
        { href: '/staff/people', label: t.people, permission: 'people.read' },
        { href: '/staff/import', label: t.imports, permission: 'imports.run' },
        { href: '/staff/settings', label: t.settings, permission: 'cooperative.read' },
      ],
    },
  ];
}

function bookItems(t: (typeof menuText)[Locale]): NavItem[] {
  return [
    { href: '/staff/ledger', label: t.journal, permission: 'ledger.read' },
    { href: '/staff/bank', label: t.bank, permission: 'bank.read' },
    { href: '/staff/ledger/accounts', label: t.accounts, permission: 'ledger.read' },
    { href: '/staff/reports', label: t.reports, permission: 'ledger.read' },
    { href: '/staff/assets', label: t.assets, permission: 'books.read' },
    { href: '/staff/deferrals', label: t.deferrals, permission: 'books.read' },
    { href: '/staff/interbranch', label: t.interBranch, permission: 'books.read' },
    { href: '/staff/tax', label: t.tax, permission: 'books.read' },
    { href: '/staff/end-of-day', label: t.endOfDay, permission: 'days.close' },
    { href: '/staff/closing', label: t.closing, permission: 'books.read' },
    { href: '/staff/shu', label: t.shu, permission: 'shu.read' },
  ];
}

/** A member's menu at the foot of the page. */
export function memberMenu(locale: Locale): { href: string; label: string; picture: IconName }[] {
  const t = menuText[locale];
  return [
    { href: '/me', label: t.me, picture: 'home' },
    { href: '/me/savings', label: t.mySavings, picture: 'savings' },
    { href: '/me/loans', label: t.myLoans, picture: 'loans' },
    { href: '/me/profile', label: t.myProfile, picture: 'person' },
  ];
}
