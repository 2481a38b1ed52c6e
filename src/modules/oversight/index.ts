/** The door of oversight: dashboards and the audit pack. See README.md. */
export { type AuditPack, auditPack, takeAuditPack } from './pack/pack.ts';
