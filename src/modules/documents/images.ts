import sharp, { type Sharp } from 'sharp';
import { DomainError } from '#kernel/errors';

/** A photo after the check: re-encoded by us, upright, without any metadata. */
export type CleanImage = {
  readonly bytes: Buffer;
  readonly type: 'image/webp';
  readonly width: number;
  readonly height: number;
};

/** The largest upload, in bytes: what a phone's camera makes, with room. */
export const IMAGE_BYTES_MAX = 12 * 1024 * 1024;
/** The most pixels a picture may unfold to: a small file that claims a huge canvas is a bomb. */
export const IMAGE_PIXELS_MAX = 50_000_000;

/**
 * Checks an uploaded photo and writes it anew as WebP, its longer side at most `side` pixels, turned upright. Whatever
 * was hidden in the file (place, device, a second format) does not survive.
 * Errors: `image_too_large`, `image_format` (not JPEG, PNG or WebP by its first bytes), `image_unreadable`.
 */
export async function cleanImage(bytes: Buffer, side: number): Promise<CleanImage> {
  if (bytes.length > IMAGE_BYTES_MAX) {
    throw new DomainError('invalid', 'image_too_large', 'Foto terlalu besar. Paling besar 12 MB');
  }
  if (imageFormat(bytes) === undefined) {
    throw new DomainError('invalid', 'image_format', 'Berkas ini bukan foto JPEG, PNG, atau WebP');
  }
  const picture = sharp(bytes, { limitInputPixels: IMAGE_PIXELS_MAX, failOn: 'error', pages: 1 });
  return encode(picture, side);
}

/** The picture format that the first bytes of a file prove, whatever its name says. */
export function imageFormat(bytes: Buffer): 'jpeg' | 'png' | 'webp' | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  return undefined;
}

async function encode(picture: Sharp, side: number): Promise<CleanImage> {
  try {
    const { data, info } = await picture
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, type: 'image/webp', width: info.width, height: info.height };
  } catch {
    // The library's own words name pixels and codecs; the person needs to know what to do.
    throw new DomainError(
      'invalid',
      'image_unreadable',
      'Foto ini rusak atau tidak bisa dibaca. Ambil foto sekali lagi',
    );
  }
}
