/** The field of the reason for going on past a warning: the same name that `warning_not_accepted` points at. */
export const reasonField = (code: string): string => `reason.${code}`;

/** The field of the tick beside a warning. */
export const tickField = (code: string): string => `accept.${code}`;

/** The warning whose tick a field is; null for any other field. */
export const tickedCode = (field: string): string | null => /^accept\.(.+)$/.exec(field)?.[1] ?? null;
