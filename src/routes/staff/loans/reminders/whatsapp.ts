/** The digits WhatsApp wants of an Indonesian number as people write it: `0812-3456` -> `628123456`; empty of none. */
export function whatsappNumber(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.startsWith('0') ? `62${digits.slice(1)}` : digits;
}

/** The address that opens WhatsApp with a text; without a number the sender picks the person there. */
export function whatsappLink(text: string, number = ''): string {
  return `https://wa.me/${number}?text=${encodeURIComponent(text)}`;
}
