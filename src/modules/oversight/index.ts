/** The door of oversight: dashboards and the audit pack. See README.md. */
export {};
