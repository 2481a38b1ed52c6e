import { dictionary } from './index.ts';

/** A member's own data. */
export const profileText = dictionary({
  id: {
    number: 'Nomor anggota',
    birthDate: 'Tanggal lahir',
    wrong: 'Ada yang keliru? Sampaikan kepada petugas di kantor.',
    fields: {
      nik: 'NIK',
      phone: 'Nomor HP',
      address: 'Alamat',
      heirs: 'Ahli waris',
      history: 'Riwayat data',
      register: 'Buku daftar anggota',
    },
  },
  en: {
    number: 'Member number',
    birthDate: 'Date of birth',
    wrong: 'Is something wrong? Tell the staff at the office.',
    fields: {
      nik: 'NIK',
      phone: 'Phone number',
      address: 'Address',
      heirs: 'Heirs',
      history: 'Earlier data',
      register: 'Member register',
    },
  },
});
