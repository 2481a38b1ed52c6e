/** The door of governance: registers and resolutions. See README.md. */
export {};
