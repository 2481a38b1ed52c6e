import { z } from 'zod';
import { command } from '#kernel/command';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, positiveAmountField } from '#kernel/fields';
import type { Scope } from '#kernel/scope';
import { lockAccounts, post } from '#ledger';
import {
  importLoans,
  type LoanProduct,
  noteImportedLoans,
  type OpenedLoan,
  type PlannedLoan,
  planImportedLoan,
  requireLoanProduct,
} from '#loans';
import { insertTakenOver, type LoanPosition, readLoanPositions } from './positions.ts';

/** Positions to take over at once: one entry, all or none. */
const POSITIONS_MAX = 200;

export const TakeOverInput = z.strictObject({
  productId: idField,
  /** The next due date of all of them. */
  firstDueOn: dateField,
  loans: z
    .array(
      z.strictObject({
        positionId: idField,
        /** Instalments left. */
        remaining: z.int().min(1).max(600),
        /** Each instalment as agreed; absent: by the product. */
        instalment: positiveAmountField.optional(),
      }),
    )
    .min(1, { error: 'Pilih paling sedikit satu pinjaman' })
    .max(POSITIONS_MAX)
    .refine((loans) => new Set(loans.map(({ positionId }) => positionId)).size === loans.length, {
      message: 'Satu pinjaman hanya boleh dipilih sekali',
      params: { reason: 'position_twice' },
    }),
});

/**
 * Makes contracts of loans that an earlier import kept as balances: today's entry moves what each account holds to the loan, nothing is
 * reversed. Errors: `position_unknown`, `position_taken`, `position_not_running`, `loan_product_unknown`, and those of `planImportedLoan`
 * at the loan.
 */
export const takeOverPositions = command({
  name: 'imports.takeOverPositions',
  permission: 'loans.manage',
  input: TakeOverInput,
  async run(scope, input) {
    const product = await requireLoanProduct(scope, input.productId, scope.today);
    // The ledger's counter is taken first: from here on nobody else takes over or moves these balances.
    await lockAccounts(
      scope,
      input.loans.map(({ positionId }) => positionId),
    );
    const positions = await waitingPositions(scope, input.loans);
    const planned = input.loans.map((loan, index) => {
      const position = positions[index];
      assert(position, 'every loan asked for has its position');
      return plannedOf(scope, { product, position, loan, index, firstDueOn: input.firstDueOn });
    });
    const opened = await importLoans(scope, planned);
    const entryId = await postTakeOver(scope, { positions, planned, opened });
    await noteImportedLoans(scope, { planned, opened, entryIds: opened.map(() => entryId) });
    await insertTakenOver(
      scope,
      positions.map(({ id, balanceSen }, index) => ({
        positionId: id,
        loanId: opened[index]?.id ?? '',
        entryId,
        amountSen: balanceSen,
      })),
    );
    return { count: opened.length, loans: opened.map(({ id, number }) => ({ id, number })) };
  },
});

type Asked = z.output<typeof TakeOverInput>['loans'][number];

async function waitingPositions(scope: Scope, asked: readonly Asked[]): Promise<LoanPosition[]> {
  const found = new Map(
    (
      await readLoanPositions(
        scope,
        asked.map(({ positionId }) => positionId),
      )
    ).map((position) => [position.id, position]),
  );
  return asked.map(({ positionId }, index) => {
    const position = found.get(positionId);
    if (!position) throw new DomainError('not_found', 'position_unknown', 'Posisi pinjaman ini tidak ada');
    if (position.taken)
      throw new DomainError('conflict', 'position_taken', 'Pinjaman ini sudah diambil alih. Muat ulang halamannya');
    if (position.balanceSen <= 0n) {
      const pesan = 'Saldo ini bukan pinjaman berjalan. Pilih yang lain';
      throw fieldError(`loans.${index}.positionId`, 'position_not_running', pesan);
    }
    return position;
  });
}

function plannedOf(
  scope: Scope,
  of: {
    product: LoanProduct;
    position: LoanPosition;
    loan: Asked;
    index: number;
    firstDueOn: z.output<typeof TakeOverInput>['firstDueOn'];
  },
): PlannedLoan {
  const { product, position, loan } = of;
  const original = position.originalSen ?? 0n;
  try {
    return planImportedLoan(
      product,
      {
        memberId: position.memberId,
        memberName: position.memberName,
        number: position.loanNumber,
        contractOn: null,
        outstandingSen: position.balanceSen,
        originalSen: original > position.balanceSen ? original : position.balanceSen,
        remaining: loan.remaining,
        firstDueOn: of.firstDueOn,
        arrears: { principalSen: 0n, interestSen: 0n },
        perInstalment: { totalSen: loan.instalment },
        assumed: ['contract_date', 'arrears', ...(loan.instalment === undefined ? ['interest'] : [])],
      },
      scope.today,
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason === 'first_due_before_disbursement') throw error;
    throw fieldError(`loans.${of.index}.remaining`, error.reason, error.pesan);
  }
}

async function postTakeOver(
  scope: Scope,
  of: {
    positions: readonly LoanPosition[];
    planned: readonly PlannedLoan[];
    opened: readonly OpenedLoan[];
  },
): Promise<string> {
  const [entry] = await post(scope, [
    {
      description: `Ambil alih ${of.positions.length} pinjaman dari impor`,
      businessDate: scope.today,
      source: 'imports.take_over',
      lines: [
        ...of.opened.flatMap((loan) => loan.lines),
        ...of.positions.map(({ id, balanceSen }) => ({ accountId: id, amountSen: -balanceSen })),
      ],
    },
  ]);
  assert(entry, 'one entry was posted');
  return entry.id;
}
