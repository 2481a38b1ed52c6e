import { fieldError } from '#kernel/errors';

/** Shortest and longest password, in characters. Length beats composition rules (ASVS 5.0 V6.2.1, V6.2.5, V6.2.9). */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** What the password must not be made of: the person's and the cooperative's own names. */
export type PasswordSurroundings = { readonly names: readonly string[] };

/**
 * Accepts a new password as it is, or refuses it at the field `password`.
 * Reasons: `password_too_short`, `password_too_long`, `password_common`, `password_personal`.
 */
export function checkNewPassword(password: string, around: PasswordSurroundings): void {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) {
    throw fieldError('password', 'password_too_short', 'Pakai 10 huruf atau lebih. Beberapa kata biasa mudah diingat');
  }
  if (length > PASSWORD_LENGTH.max) {
    throw fieldError('password', 'password_too_long', 'Pakai paling banyak 128 huruf');
  }
  if (isCommon(password)) {
    throw fieldError(
      'password',
      'password_common',
      'Kata sandi ini mudah ditebak. Gabungkan tiga kata yang tidak berhubungan',
    );
  }
  if (isPersonal(password, around.names)) {
    throw fieldError('password', 'password_personal', 'Jangan pakai nama Anda atau nama koperasi sebagai kata sandi');
  }
}

/** Bases of the passwords people choose first, Indonesian and English; digits, signs and doubling around them change nothing. */
const COMMON_BASES = new Set(
  `password passw passwd katasandi sandi rahasia rahasiaku admin administrator root user guest login masuk selamat datang
   selamatdatang welcome qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcde abcdef abcdefg
   abcdefgh abcdefghij letmein iloveyou sayang sayangku sayangkamu cinta cintaku akucintakamu bismillah alhamdulillah
   assalamualaikum subhanallah allahuakbar insyaallah muhammad garuda indonesia merdeka indonesiaraya pancasila jakarta
   bandung surabaya semarang kudus jogja yogyakarta medan makassar denpasar koperasi koperasiku simpanpinjam ksp kspps kopkar
   bendahara ketua teller kasir manajer manager sekretaris pengawas anggota akuntan kolektor pengurus bank bankku uang
   uangku duit tabungan simpanan pinjaman keluarga keluargaku mamapapa ayahibu bapakibu anakku istriku suamiku kucing
   monkey dragon sunshine princess football master superman batman starwars whatever trustno secret changeme default
   test testing tester coba cobacoba contoh demo sample ganteng cantik jelek bodoh goblok anjing bajingan barcelona
   manchester liverpool persib persija arema juventus realmadrid naruto doraemon samsung xiaomi android google facebook
   instagram whatsapp gmail yahoo internet komputer computer laptop sekolah kantor rumah rumahku januari februari maret
   april mei juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  if (isPattern(lower)) return true;
  return bases(lower).some((base) => COMMON_BASES.has(base) || base.length < 3);
}

/** The words left when decoration is taken off: digits and signs around, leet letters, a block written twice. */
function bases(lower: string): string[] {
  const plain = onlyLetters(lower);
  const trimmed = onlyLetters([...lower.replace(/^[^a-z]+|[^a-z]+$/g, '')].map((char) => LEET[char] ?? char).join(''));
  return [plain, trimmed, unrepeated(plain), unrepeated(trimmed)];
}

function onlyLetters(text: string): string {
  return text.replace(/[^\p{L}]/gu, '');
}

/** One letter or block again and again, or a run of neighbours on the keyboard or in the alphabet. */
function isPattern(lower: string): boolean {
  if (new Set(lower).size <= 2) return true;
  if (unrepeated(lower).length <= 4 && unrepeated(lower).length < lower.length) return true;
  return ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'].some(
    (row) => row.includes(lower) || [...row].reverse().join('').includes(lower),
  );
}

function unrepeated(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
}

// What is left when every name is taken out must still be something to guess.
function isPersonal(password: string, names: readonly string[]): boolean {
  const parts = names
    .flatMap((name) => [name, ...name.split(/[\s@._-]+/)])
    .map((name) => onlyLetters(name.toLowerCase()))
    .filter((name) => name.length >= 3)
    .sort((a, b) => b.length - a.length);
  const letters = onlyLetters(password.toLowerCase());
  const left = parts.reduce((text, name) => text.replaceAll(name, ''), letters);
  return left.length < letters.length && left.length < 4;
}
