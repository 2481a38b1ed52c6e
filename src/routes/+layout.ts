/** Pages are complete HTML; the one small script in `static/enhance.js` improves them. */
export const csr = false;
