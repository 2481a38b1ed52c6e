import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assert } from '#kernel/errors';
import type { Workbook } from './cells.ts';
import { LIMITS } from './limits.ts';
import { isReadingReason, unreadable } from './refusals.ts';

type Answer = { readonly workbook?: Workbook; readonly refusal?: string };

/**
 * Reads a file (.xlsx, .xls, .ods, .csv, HTML called .xls) in a worker thread with limits on time and memory, so that a
 * hostile or giant file stops its own worker and nothing else. Errors: the reasons of `refusals.ts`.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (bytes.byteLength > LIMITS.fileBytesMax) throw unreadable('file_too_large');
  if (bytes.byteLength === 0) throw unreadable('file_empty');
  const worker = new Worker(workerUrl(), {
    workerData: { bytes: new Uint8Array(bytes) },
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytesMax, maxYoungGenerationSizeMb: 64 },
  });
  try {
    const answer = await answerOf(worker);
    if (answer.workbook) return answer.workbook;
    throw unreadable(answer.refusal && isReadingReason(answer.refusal) ? answer.refusal : 'file_corrupt');
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unreadable('file_too_heavy')), LIMITS.secondsMax * 1000);
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    worker.once('error', (error: Error & { code?: string }) => {
      clearTimeout(timer);
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      // Whatever else a parser throws on broken bytes is about the file; a program fault shows in the tests of good files.
      reject(unreadable(outOfMemory ? 'file_too_heavy' : 'file_corrupt'));
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(unreadable('file_corrupt'));
    });
  });
}

/** The worker's source: beside this file, or, when this file was bundled, in the source tree above the bundle. */
function workerUrl(): URL {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, 'worker.ts');
  if (existsSync(beside)) return pathToFileURL(beside);
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const source = join(folder, 'src/modules/documents/reading/worker.ts');
    if (existsSync(source)) return pathToFileURL(source);
  }
  assert(false, 'the reading worker belongs to the source tree');
}
