import type { BusinessDate } from '#kernel/dates';
import { assert, type FieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { checkPersonHere, personColumns } from './person-record.ts';
import { nikIndex } from './personal.ts';
import { knownIdentities } from './queries/identities.ts';
import { type ImportedMember, type ImportVerdict, judgeImport } from './rules/imported.ts';
import { insertEvents } from './store/events.ts';
import { insertMembers, type NewMember } from './store/members.ts';
import { insertMemberships, type NewMembership } from './store/memberships.ts';
import { takeMemberNumbers } from './store/numbering.ts';

/** What became of one row: a new member, one who is in the register already, or a refusal with its fields. */
export type ImportedOutcome =
  | { readonly outcome: 'added' | 'existing'; readonly id: string; readonly number: string }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly pesan: string;
      readonly fields: readonly FieldError[];
    };

const ROWS_MAX = 50_000;
const CHUNK = 1000;

/**
 * A step for imports: brings members over from an older book, in the order given and in few statements. A row whose
 * number or NIK is in this cooperative's register already is answered `existing` and changes nothing, so that a file
 * can be sent again. A refused row (bad value, twice in the file) leaves the others alone.
 */
export async function registerImported(scope: Scope, rows: readonly ImportedMember[]): Promise<ImportedOutcome[]> {
  assert(rows.length <= ROWS_MAX, `an import brings at most ${ROWS_MAX} members at once`);
  const checked = [];
  for (const row of rows) checked.push(await checkPersonHere(scope, row.person));
  const indexes = checked.map(({ person }) => (person.nik === null ? null : nikIndex(scope.cooperativeId, person.nik)));
  const known = await knownIdentities(scope, { numbers: rows.map((row) => row.number), nikIndexes: indexes });
  const verdicts = judgeImport(rows, { checked, indexes, known, today: scope.today });
  const unnumbered = verdicts.filter((verdict) => verdict.outcome === 'add' && verdict.number === null).length;
  const numbers = unnumbered === 0 ? [] : await freshNumbers(scope, verdicts, unnumbered);
  const outcomes: ImportedOutcome[] = [];
  const members: NewMember[] = [];
  const memberships: NewMembership[] = [];
  for (const [index, verdict] of verdicts.entries()) {
    const row = rows[index];
    const person = checked[index];
    if (verdict.outcome !== 'add' || !row || !person) {
      assert(verdict.outcome !== 'add', 'every verdict has its row');
      outcomes.push(verdict);
      continue;
    }
    const id = newId();
    const number = verdict.number ?? numbers.shift();
    assert(number !== undefined, 'every new member has a number');
    const status = row.exitedOn ? 'exited' : 'active';
    const columns = await personColumns(scope, id, person);
    members.push({ ...columns, id, number, kind: 'full', status });
    memberships.push(membershipOf(id, row));
    outcomes.push({ outcome: 'added', id, number });
  }
  await write(scope, members, memberships);
  return outcomes;
}

async function write(
  scope: Scope,
  members: readonly NewMember[],
  memberships: readonly NewMembership[],
): Promise<void> {
  for (let start = 0; start < members.length; start += CHUNK) {
    const chunk = members.slice(start, start + CHUNK);
    await insertMembers(scope, chunk);
    await insertMemberships(scope, memberships.slice(start, start + CHUNK));
    await insertEvents(
      scope,
      chunk.map(({ id, status }) => ({
        memberId: id,
        cycle: 1,
        kind: 'imported' as const,
        from: null,
        to: status,
        on: scope.today,
      })),
    );
  }
}

// Numbers given in the file count as taken, though they are not in the register yet.
async function freshNumbers(scope: Scope, verdicts: readonly ImportVerdict[], count: number): Promise<string[]> {
  const given = new Set(verdicts.map((verdict) => (verdict.outcome === 'add' ? verdict.number : null)));
  const fresh: string[] = [];
  while (fresh.length < count) {
    const taken = await takeMemberNumbers(scope, scope.today, count - fresh.length);
    fresh.push(...taken.filter((number) => !given.has(number)));
  }
  return fresh;
}

function membershipOf(memberId: string, row: ImportedMember): NewMembership {
  return {
    memberId,
    cycle: 1,
    appliedOn: row.joinedOn,
    appliedVia: 'import',
    consentedAt: null,
    activatedOn: row.joinedOn,
    decidedByName: 'Buku daftar anggota lama',
    exitedOn: row.exitedOn as BusinessDate | null,
    exitKind: row.exitedOn ? (row.exitKind ?? 'resigned') : null,
  };
}
