import { foldText } from './words.ts';

/** A taught rule as it is applied. Limits are inclusive and of the amount without its sign. */
export type PostingRule = {
  readonly id: string;
  readonly name: string;
  readonly contains: string | null;
  readonly direction: 'in' | 'out' | 'any';
  readonly amountFromSen: bigint | null;
  readonly amountToSen: bigint | null;
  readonly chartCode: string;
  readonly description: string;
  readonly automatic: boolean;
};

/** The first rule that a bank line meets, in the order given. */
export function ruleFor(
  rules: readonly PostingRule[],
  line: { readonly text: string; readonly amountSen: bigint },
): PostingRule | undefined {
  const text = foldText(line.text);
  const magnitude = line.amountSen < 0n ? -line.amountSen : line.amountSen;
  return rules.find(
    (rule) =>
      (rule.contains === null || text.includes(foldText(rule.contains))) &&
      (rule.direction === 'any' || (rule.direction === 'in') === line.amountSen > 0n) &&
      (rule.amountFromSen === null || magnitude >= rule.amountFromSen) &&
      (rule.amountToSen === null || magnitude <= rule.amountToSen),
  );
}

/** Whether a line may be booked without a person: the rule says so and the amount is within the limit (nought: never). */
export function mayPostAlone(rule: PostingRule, amountSen: bigint, limitSen: bigint): boolean {
  const magnitude = amountSen < 0n ? -amountSen : amountSen;
  return rule.automatic && magnitude <= limitSen;
}
