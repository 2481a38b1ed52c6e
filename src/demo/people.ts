import type { Random } from './random.ts';

const WOMEN = [
  'Siti',
  'Sri',
  'Dewi',
  'Ratna',
  'Wahyuni',
  'Endang',
  'Lestari',
  'Nur',
  'Fitri',
  'Kartika',
  'Murni',
  'Yuli',
  'Sulastri',
  'Rahayu',
  'Tutik',
];
const MEN = [
  'Budi',
  'Agus',
  'Slamet',
  'Joko',
  'Bambang',
  'Hadi',
  'Eko',
  'Sugeng',
  'Wawan',
  'Rudi',
  'Teguh',
  'Heru',
  'Mulyono',
  'Karno',
  'Imam',
];
const LAST = [
  'Santoso',
  'Wibowo',
  'Rahmawati',
  'Hidayat',
  'Susanto',
  'Utami',
  'Prasetyo',
  'Handayani',
  'Setiawan',
  'Nugroho',
  'Widodo',
  'Maryati',
  'Kusuma',
  'Purnomo',
  'Astuti',
  'Saputra',
  'Iskandar',
  'Suryani',
];
const TRADES = [
  'Pedagang pasar',
  'Petani',
  'Penjahit',
  'Guru',
  'Buruh pabrik',
  'Pengrajin bordir',
  'Warung makan',
  'Sopir',
  'Peternak',
  'Bidan',
];
const STREETS = [
  'Jalan Sunan Kudus',
  'Jalan Mejobo',
  'Jalan Jenderal Sudirman',
  'Jalan Kyai Telingsing',
  'Jalan Lingkar Utara',
  'Jalan Besito',
];
// Villages of the kecamatan Kota, Jati, Mejobo, Bae and Gebog of Kabupaten Kudus.
const VILLAGES = [
  '33.19.02.1004',
  '33.19.02.1005',
  '33.19.03.2003',
  '33.19.03.2002',
  '33.19.05.2001',
  '33.19.05.2002',
  '33.19.07.2001',
  '33.19.07.2004',
  '33.19.08.2001',
  '33.19.08.2004',
];

/** Somebody who could live in Kudus; nobody real. `sequence` keeps the identity number unique. */
export function inventPerson(random: Random, sequence: number) {
  const female = random.chance(58);
  const first = random.pick(female ? WOMEN : MEN);
  const fullName = `${first} ${random.pick(LAST)}${random.chance(25) ? ` ${random.pick(LAST)}` : ''}`;
  const [year, month, day] = [random.between(1958, 2002), random.between(1, 12), random.between(1, 28)];
  const two = (number: number) => String(number).padStart(2, '0');
  const villageCode = random.pick(VILLAGES);
  const born = `${two(day + (female ? 40 : 0))}${two(month)}${two(year % 100)}`;
  return {
    fullName,
    nik: `${villageCode.slice(0, 8).replaceAll('.', '')}${born}${String(sequence).padStart(4, '0')}`,
    birthPlace: 'Kudus',
    birthDate: `${year}-${two(month)}-${two(day)}`,
    sex: female ? ('female' as const) : ('male' as const),
    phone: `0812${String(30_000_000 + sequence * 137).slice(0, 8)}`,
    address: {
      street: `${random.pick(STREETS)} ${random.between(1, 240)}`,
      rt: two(random.between(1, 9)),
      rw: two(random.between(1, 6)),
      villageCode,
    },
    occupation: random.pick(TRADES),
  };
}
