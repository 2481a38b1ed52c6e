import { z } from 'zod';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { generalAccountId } from '#ledger';
import { RuleInput } from '../schema.ts';
import { readAccount } from '../store/accounts.ts';
import { insertRule, updateEnded } from '../store/rules.ts';

/** Teaches a rule. Errors: `bank_rule_empty`, `bank_rule_amounts`, `chart_code_unknown`, `bank_account_unknown`. */
export const addBankRule = command({
  name: 'payments.addBankRule',
  permission: 'bank.reconcile',
  input: RuleInput,
  run: async (scope, input) => {
    if (input.contains === undefined && input.amountFrom === undefined) {
      throw fieldError('contains', 'bank_rule_empty', 'Isi kata yang dicari, atau jumlahnya');
    }
    if (input.contains !== undefined && input.contains.length < 2) {
      throw fieldError('contains', 'bank_rule_empty', 'Isi kata yang dicari, atau jumlahnya');
    }
    const { amountFrom, amountTo } = input;
    if (amountTo !== undefined && (amountFrom === undefined || amountTo < amountFrom)) {
      throw fieldError(
        'amountTo',
        'bank_rule_amounts',
        'Jumlah terbesar harus sama dengan atau di atas jumlah terkecil',
      );
    }
    if (input.accountId !== undefined) await readAccount(scope, input.accountId);
    await generalAccountId(scope, input.chartCode);
    const id = newId();
    await insertRule(scope, {
      id,
      accountId: input.accountId ?? null,
      name: input.name,
      contains: input.contains ?? null,
      direction: input.direction,
      amountFromSen: amountFrom ?? null,
      amountToSen: amountTo ?? null,
      chartCode: input.chartCode,
      description: input.description,
      automatic: input.automatic,
    });
    return { id };
  },
});

/** Ends a rule. What it booked stays. Error: `bank_rule_unknown`. */
export const endBankRule = command({
  name: 'payments.endBankRule',
  permission: 'bank.reconcile',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => {
    if (!(await updateEnded(scope, id)))
      throw new DomainError('not_found', 'bank_rule_unknown', 'Aturan ini tidak ada');
    return { id };
  },
});
