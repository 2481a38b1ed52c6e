import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whatsappLink, whatsappNumber } from './whatsapp.ts';

test('a number is written as WhatsApp wants it, however people wrote it', () => {
  assert.deepEqual(['0812-3456-789', '+62 812 3456', ''].map(whatsappNumber), ['628123456789', '628123456', '']);
});

test('a message goes along whole, and without a number the sender picks the person', () => {
  assert.equal(whatsappLink('Yth. Siti & Budi', '62812'), 'https://wa.me/62812?text=Yth.%20Siti%20%26%20Budi');
  assert.equal(whatsappLink('Halo'), 'https://wa.me/?text=Halo');
});
