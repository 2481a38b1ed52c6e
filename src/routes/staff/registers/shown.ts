/** A field as pages show it: a choice in words, everything else as it was written. */
export function shownText(
  field: { readonly choices: readonly { value: string; label: string }[] | null },
  value: string | undefined,
): string {
  return field.choices?.find((choice) => choice.value === value)?.label ?? value ?? '';
}
