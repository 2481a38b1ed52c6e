import { createHash } from 'node:crypto';
import { storeFile } from '#documents';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { examineUpload } from '../examine.ts';
import { readStatements } from '../reading/read-statement.ts';
import { ImportInput, UploadInput } from '../schema.ts';
import { lockAccount } from '../store/accounts.ts';
import { insertLines, insertStatement, insertUpload, readUpload, updateImported } from '../store/statements.ts';

/**
 * Keeps a file from the bank for its preview; a file that cannot be read is not kept. Nothing is taken in yet.
 * Errors: those of `readStatements`, `bank_account_unknown`, `bank_account_closed`.
 */
export const uploadStatement = command({
  name: 'payments.uploadStatement',
  permission: 'bank.reconcile',
  input: UploadInput,
  run: async (scope, input) => {
    const account = await lockAccount(scope, input.accountId);
    const bytes = Buffer.from(input.content, 'base64');
    await readStatements(bytes, scope.today);
    const file = await storeFile(scope, { kind: 'bank_statement', type: 'application/octet-stream', bytes });
    const id = newId();
    const fileSha256 = createHash('sha256').update(bytes).digest('hex');
    const fileName = input.fileName.split(/[\\/]/).at(-1) ?? input.fileName;
    await insertUpload(scope, { id, accountId: account.id, fileId: file.id, fileName, fileSha256 });
    return { id };
  },
});

/**
 * Takes the new lines of an upload in. Lines of an earlier upload are passed over. Errors: those of `examineUpload`,
 * `bank_upload_unknown`, `statement_warnings_unseen`.
 */
export const importStatement = command({
  name: 'payments.importStatement',
  permission: 'bank.reconcile',
  input: ImportInput,
  run: async (scope, { uploadId, agreed }) => {
    const account = await lockAccount(scope, (await readUpload(scope, uploadId)).accountId);
    const upload = await readUpload(scope, uploadId);
    const { statements, warnings } = await examineUpload(scope, account, upload);
    if (warnings.length > 0 && !agreed) {
      const pesan = 'Ada peringatan tentang berkas ini. Baca dulu, lalu centang bahwa Anda sudah memeriksanya';
      throw new DomainError('refused', 'statement_warnings_unseen', pesan, [
        { field: 'agreed', code: 'statement_warnings_unseen', pesan },
      ]);
    }
    for (const statement of statements) {
      const id = newId();
      await insertStatement(scope, {
        ...statement,
        id,
        accountId: account.id,
        uploadId,
        linesRead: statement.lines.length,
        linesNew: statement.fresh.length,
        warnings: [...warnings],
      });
      await insertLines(
        scope,
        { id, accountId: account.id },
        statement.fresh.map((line) => ({ ...line, id: newId() })),
      );
    }
    await updateImported(scope, uploadId);
    const read = statements.reduce((sum, statement) => sum + statement.lines.length, 0);
    const added = statements.reduce((sum, statement) => sum + statement.fresh.length, 0);
    return { accountId: account.id, read, added };
  },
});
