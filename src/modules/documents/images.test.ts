import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { DomainError } from '#kernel/errors';
import { cleanImage, IMAGE_BYTES_MAX, imageFormat } from './images.ts';

test('a photo loses where and with what it was taken', async () => {
  const taken = await sharp(blank(400, 300))
    .withExif({ IFD0: { Make: 'Kamera', Copyright: 'rahasia' }, IFD3: { GPSLatitude: '6/1 48/1 0/1' } })
    .jpeg()
    .toBuffer();
  assert.ok((await sharp(taken).metadata()).exif);
  const { bytes, type } = await cleanImage(taken, 300);
  const { exif, icc, xmp } = await sharp(bytes).metadata();
  assert.deepEqual([exif, icc, xmp], [undefined, undefined, undefined]);
  assert.ok(!bytes.includes('rahasia') && !bytes.includes('GPS'));
  assert.equal(type, 'image/webp');
});

test('a large photo becomes small, a small one is not blown up, both keep their shape', async () => {
  const large = await cleanImage(await sharp(blank(2000, 1000)).png().toBuffer(), 480);
  assert.deepEqual([large.width, large.height], [480, 240]);
  const small = await cleanImage(await sharp(blank(60, 80)).webp().toBuffer(), 480);
  assert.deepEqual([small.width, small.height], [60, 80]);
});

test('a photo taken with the phone on its side stands upright', async () => {
  const sideways = await sharp(blank(400, 200)).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height } = await cleanImage(sideways, 400);
  assert.ok(height > width);
});

test('a file is known by its first bytes, not by its name', async () => {
  const hostile = ['', 'GIF89a...', '<svg onload="x()"></svg>', '%PDF-1.7', 'MZ', 'PK\x03\x04', '\xff\xd8'];
  for (const text of hostile) {
    assert.equal(imageFormat(Buffer.from(text, 'latin1')), undefined);
    await assert.rejects(cleanImage(Buffer.from(text, 'latin1'), 300), reason('image_format'));
  }
});

test('right first bytes with rubbish behind them are refused as unreadable', async () => {
  const rubbish = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)]);
  await assert.rejects(cleanImage(rubbish, 300), reason('image_unreadable'));
});

test('a cut-off photo is refused rather than stored half grey', async () => {
  const whole = await sharp(blank(800, 800)).jpeg().toBuffer();
  await assert.rejects(cleanImage(whole.subarray(0, whole.length / 2), 300), reason('image_unreadable'));
});

test('a picture that unfolds to more pixels than the cap is refused', async () => {
  const bomb = await sharp(blank(8000, 8000)).png({ compressionLevel: 9 }).toBuffer();
  assert.ok(bomb.length < 1_000_000);
  await assert.rejects(cleanImage(bomb, 300), reason('image_unreadable'));
});

test('an upload above the size limit is refused before it is opened', async () => {
  await assert.rejects(cleanImage(Buffer.alloc(IMAGE_BYTES_MAX + 1), 300), reason('image_too_large'));
});

function blank(width: number, height: number) {
  return { create: { width, height, channels: 3 as const, background: '#0a6b4b' } };
}

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
