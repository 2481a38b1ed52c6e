import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '#kernel/errors';
import { readBytes } from './read-bytes.ts';

/** The worker's only job: read one file, answer once. A thrown bug reaches the parent as the worker's error. */
const { bytes } = workerData as { bytes: Uint8Array };
try {
  parentPort?.postMessage({ workbook: readBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) });
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  parentPort?.postMessage({ refusal: error.reason });
}
