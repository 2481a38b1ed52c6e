import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError, fieldError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { type QueryScope, query } from '#kernel/query';
import { readChart } from '#ledger';
import { versionChanged } from './drafts.ts';
import { overfullSides } from './rules/template.ts';
import { TemplateInput, type TemplateLine } from './schema.ts';

export type JournalTemplate = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly lines: readonly TemplateLine[];
  readonly version: number;
};

/**
 * Keeps a named template, or changes one. Errors: `account_unknown` at the line, `template_percent`, `template_name_taken`,
 * `template_unknown`, `version_changed`.
 */
export const saveTemplate = command({
  name: 'books.saveTemplate',
  permission: 'ledger.post',
  input: TemplateInput,
  async run(scope, input) {
    await requireAccounts(scope, input.lines);
    const [side] = overfullSides(input.lines);
    if (side) {
      throw fieldError(
        'lines',
        'template_percent',
        'Persen di satu sisi lebih dari 100. Kurangi sampai paling banyak 100',
      );
    }
    const id = input.templateId ?? newId();
    const { actor } = scope.context;
    const lines = JSON.stringify(input.lines);
    try {
      if (input.templateId === undefined) {
        await scope.tx.run(sql`
          insert into books.journal_template (cooperative_id, id, name, description, lines, written_by, written_by_name, written_at)
          values (${scope.cooperativeId}, ${id}, ${input.name}, ${input.description}, ${lines}::jsonb, ${actor.personId}, ${actor.name},
                  ${scope.now})`);
      } else {
        await readTemplate(scope, id);
        const changed = await scope.tx.run(sql`
          update books.journal_template
             set name = ${input.name}, description = ${input.description}, lines = ${lines}::jsonb, version = version + 1,
                 written_by = ${actor.personId}, written_by_name = ${actor.name}, written_at = ${scope.now}
           where cooperative_id = ${scope.cooperativeId} and id = ${id} and version = ${input.version ?? 0}`);
        if (changed === 0) throw versionChanged();
      }
    } catch (error) {
      if (constraintOf(error) !== 'journal_template_name') throw error;
      throw fieldError('name', 'template_name_taken', 'Sudah ada templat dengan nama ini. Pakai nama lain');
    }
    return { id };
  },
});

async function requireAccounts(scope: QueryScope, lines: readonly TemplateLine[]): Promise<void> {
  const chart = await readChart(scope);
  const codes = new Set(chart.filter((line) => line.postable && line.active).map((line) => line.code));
  const wrong = lines.findIndex((line) => !codes.has(line.account));
  if (wrong < 0) return;
  const pesan = `Akun ${lines[wrong]?.account} tidak ada, nonaktif, atau hanya judul kelompok`;
  throw fieldError(`lines.${wrong}.account`, 'account_unknown', pesan);
}

/** Takes a template out of use; entries made from it stay. Errors: `template_unknown`. */
export const retireTemplate = command({
  name: 'books.retireTemplate',
  permission: 'ledger.post',
  input: z.strictObject({ templateId: idField }),
  async run(scope, { templateId }) {
    const retired = await scope.tx.run(sql`
      update books.journal_template set retired_at = ${scope.now}, version = version + 1
       where cooperative_id = ${scope.cooperativeId} and id = ${templateId} and retired_at is null`);
    if (retired === 0) throw templateUnknown();
    return { id: templateId };
  },
});

/** The templates in use, by name. */
export const journalTemplates = query({
  name: 'books.journalTemplates',
  permission: 'ledger.read',
  input: z.strictObject({}),
  run: (scope) =>
    scope.tx.rows<JournalTemplate>(sql`
      select t.id, t.name, t.description, t.lines, t.version from books.journal_template t
       where t.cooperative_id = ${scope.cooperativeId} and t.retired_at is null order by lower(t.name) limit 500`),
});

/** One template in use. Error: `template_unknown`. */
export const journalTemplate = query({
  name: 'books.journalTemplate',
  permission: 'ledger.read',
  input: z.strictObject({ templateId: idField }),
  run: (scope, { templateId }) => readTemplate(scope, templateId),
});

async function readTemplate(scope: QueryScope, id: string): Promise<JournalTemplate> {
  const found = await scope.tx.maybe<JournalTemplate>(sql`
    select t.id, t.name, t.description, t.lines, t.version from books.journal_template t
     where t.cooperative_id = ${scope.cooperativeId} and t.id = ${id} and t.retired_at is null`);
  if (!found) throw templateUnknown();
  return found;
}

function templateUnknown(): DomainError {
  return new DomainError('not_found', 'template_unknown', 'Templat jurnal ini tidak ada, atau sudah tidak dipakai');
}
