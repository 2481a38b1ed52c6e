/** What stands for a personal value that exists but is not shown. */
export const HIDDEN = '••••••';

/** `3319014101800001` -> `33**********0001`: the province and the sequence stay, birth date and district go. */
export function maskNik(nik: string): string {
  return `${nik.slice(0, 2)}${'*'.repeat(Math.max(0, nik.length - 6))}${nik.slice(-4)}`;
}

/** `+6281234567890` -> `+628*******890`: enough to ask "the one ending in 890?", too little to call. */
export function maskPhone(e164: string): string {
  return `${e164.slice(0, 4)}${'*'.repeat(Math.max(0, e164.length - 7))}${e164.slice(-3)}`;
}

/** An address shows its village and district only; street, hamlet, RT and RW are hidden. */
export function maskAddress(regionName: string | null): string {
  return regionName === null ? HIDDEN : `${HIDDEN}, ${regionName}`;
}
