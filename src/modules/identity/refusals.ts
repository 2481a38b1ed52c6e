import { DomainError } from '#kernel/errors';

/** One answer for an unknown name, a wrong password, a dismissed person and an unknown cooperative. */
export function signInRefused(): DomainError {
  return new DomainError(
    'forbidden',
    'sign_in_refused',
    'Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi',
  );
}

/** One answer for an unknown phone number and a device that is not enrolled for it. */
export function memberSignInRefused(): DomainError {
  return new DomainError(
    'forbidden',
    'sign_in_refused',
    'Nomor HP atau PIN tidak cocok, atau HP ini belum didaftarkan. Minta kode di kantor koperasi',
  );
}

/** The PIN was wrong; tells how many tries are left, only to the holder of the enrolled device. */
export function pinWrong(left: number): DomainError {
  return new DomainError('forbidden', 'pin_wrong', `PIN salah. Anda masih bisa mencoba ${left} kali`);
}

/** Five wrong PINs: this phone's enrolment is over, the account and other phones are untouched. */
export function deviceLocked(): DomainError {
  return new DomainError(
    'refused',
    'device_locked',
    'HP ini terkunci karena PIN salah lima kali. Simpanan Anda aman. Minta kode baru di kantor koperasi',
  );
}

/** The password was right and the account wants a code of the authenticator app beside it. */
export function totpRequired(): DomainError {
  return new DomainError('refused', 'totp_required', 'Tulis juga kode 6 angka dari aplikasi autentikator', [
    { field: 'totp', code: 'totp_required', pesan: 'Tulis kode 6 angka yang sedang tampil di aplikasi' },
  ]);
}

/** One answer for a code that is unknown, used, too old, or not for this phone number. */
export function codeRefused(): DomainError {
  return new DomainError(
    'forbidden',
    'code_refused',
    'Kode atau nomor HP tidak cocok, atau kode sudah lewat waktunya. Minta kode baru di kantor koperasi',
  );
}

/** Guessing is slowed: the guess was not looked at. */
export function tooManyAttempts(seconds: number): DomainError {
  const wait = seconds < 90 ? `${seconds} detik` : `${Math.ceil(seconds / 60)} menit`;
  return new DomainError('refused', 'too_many_attempts', `Terlalu banyak percobaan. Coba lagi dalam ${wait}`);
}

/** Demo passwords open nothing where real money is. */
export function demoPasswordRefused(): DomainError {
  return new DomainError(
    'refused',
    'demo_password',
    'Kata sandi contoh tidak boleh dipakai di sini. Minta kode baru kepada pengurus',
  );
}
