/** The door of loans: products, applications, contracts, repayment, arrears, end of day. See README.md. */
