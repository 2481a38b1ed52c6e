/** The lines of entries that a form names, each as `entryId:position`. What is no such name is left to the command to refuse. */
export function entriesOf(values: readonly FormDataEntryValue[]): { entryId: string; position: number }[] {
  return values.map((value) => {
    const [entryId = '', position = ''] = String(value).split(':');
    return { entryId, position: Number(position) };
  });
}
