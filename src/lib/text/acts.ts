import type { Locale } from './index.ts';

type Named = Readonly<Record<string, readonly [id: string, en: string]>>;

/** Every command by the name it has in the log, in words for the audit trail: Indonesian, English. */
const ACTS: Named = {
  'cooperatives.addBranch': ['Menambah cabang', 'Added a branch'],
  'cooperatives.addUnit': ['Menambah unit usaha', 'Added a business unit'],
  'cooperatives.closeBranch': ['Menutup cabang', 'Closed a branch'],
  'cooperatives.setParameter': ['Mengubah aturan', 'Changed a by-law value'],
  'cooperatives.updateProfile': ['Mengubah profil koperasi', 'Changed the profile'],
  'identity.addPasskey': ['Menambah kunci sandi', 'Added a passkey'],
  'identity.addPerson': ['Menambah petugas', 'Added a colleague'],
  'identity.addPersonWithPassword': ['Menambah petugas', 'Added a colleague'],
  'identity.changePassword': ['Mengganti kata sandi', 'Changed their password'],
  'identity.changePin': ['Mengganti PIN', 'Changed their PIN'],
  'identity.changeRoles': ['Mengubah peran', 'Changed roles'],
  'identity.confirmTotp': ['Memasang kode aplikasi', 'Set up an authenticator'],
  'identity.decideApproval': ['Memutuskan persetujuan', 'Decided a request'],
  'identity.dismiss': ['Memberhentikan petugas', 'Dismissed a colleague'],
  'identity.issueEnrolmentCode': ['Memberi kode HP anggota', 'Handed out a phone code'],
  'identity.issueResetCode': ['Memberi kode sandi baru', 'Handed out a reset code'],
  'identity.removeDevice': ['Mencabut perangkat', 'Removed a device'],
  'identity.removeOwnTotp': ['Melepas kode aplikasi', 'Removed their authenticator'],
  'identity.removePasskey': ['Melepas kunci sandi', 'Removed a passkey'],
  'identity.removeTotp': ['Melepas kode aplikasi petugas', "Removed a colleague's authenticator"],
  'identity.signOutEverywhere': ['Keluar dari semua perangkat', 'Signed out everywhere'],
  'identity.takeBack': ['Menerima kembali petugas', 'Took a colleague back'],
  'imports.agree': ['Menyetujui impor', 'Agreed to an import'],
  'imports.correct': ['Memperbaiki baris impor', 'Corrected an imported row'],
  'imports.discard': ['Membuang impor', 'Discarded an import'],
  'imports.keepPreview': ['Mengunggah file impor', 'Uploaded a file to import'],
  'imports.writeNext': ['Menulis bagian impor', 'Wrote a part of an import'],
  'ledger.addChartLine': ['Menambah akun', 'Added an account'],
  'ledger.attachToEntry': ['Melampirkan bukti jurnal', 'Attached a voucher'],
  'ledger.editChartLine': ['Mengubah akun', 'Changed an account'],
  'ledger.postEntries': ['Mencatat banyak jurnal', 'Posted many entries'],
  'ledger.postEntry': ['Mencatat jurnal', 'Posted an entry'],
  'ledger.reverseEntry': ['Membatalkan jurnal', 'Reversed an entry'],
  'members.apply': ['Mengajukan diri jadi anggota', 'Applied for membership'],
  'members.change_details': ['Mengubah data anggota', "Changed a member's details"],
  'members.complete_exit': ['Menyelesaikan keluar anggota', "Completed a member's exit"],
  'members.decide_admission': ['Memutuskan calon anggota', 'Decided an application'],
  'members.register': ['Mendaftarkan anggota', 'Registered a member'],
  'members.rejoin': ['Menerima anggota kembali', 'Took a member back'],
  'members.request_exit': ['Mencatat permintaan keluar', 'Recorded a request to leave'],
  'members.resume': ['Mengaktifkan anggota lagi', 'Ended a suspension'],
  'members.set_heirs': ['Mengubah ahli waris', 'Changed the heirs'],
  'members.set_numbering': ['Mengatur nomor anggota', 'Set the member numbering'],
  'members.set_photo': ['Mengganti foto anggota', "Changed a member's photo"],
  'members.suspend': ['Membekukan anggota', 'Suspended a member'],
  'members.unmask': ['Membuka data pribadi', 'Unmasked personal data'],
  'members.unmask_register': ['Membuka data pribadi di buku anggota', 'Unmasked the register'],
  'members.withdraw_exit': ['Membatalkan permintaan keluar', 'Withdrew a request to leave'],
  'payments.addTill': ['Menambah kas', 'Added a till'],
  'payments.attachPhoto': ['Melampirkan foto nota', 'Attached a photo'],
  'payments.cashIn': ['Kas masuk', 'Took cash in'],
  'payments.cashOut': ['Kas keluar', 'Paid cash out'],
  'payments.closeTill': ['Menutup kas', 'Closed the till'],
  'payments.closeTillFor': ['Menutupkan kas teller lain', "Closed a colleague's till"],
  'payments.countTill': ['Menghitung kas', 'Counted the till'],
  'payments.deposit': ['Setoran di loket', 'Deposit at the counter'],
  'payments.handOver': ['Serah terima kas', 'Handed cash over'],
  'payments.handOverFromVault': ['Mengambil kas dari brankas', 'Took cash from the vault'],
  'payments.openTill': ['Membuka kas', 'Opened the till'],
  'payments.printReceipt': ['Mencetak bukti', 'Printed a receipt'],
  'payments.withdraw': ['Penarikan di loket', 'Withdrawal at the counter'],
  'savings.addProduct': ['Menambah produk simpanan', 'Added a savings product'],
  'savings.block': ['Memblokir simpanan', 'Blocked a saving'],
  'savings.changeTerms': ['Mengubah ketentuan simpanan', 'Changed savings terms'],
  'savings.close': ['Menutup simpanan', 'Closed a saving'],
  'savings.collect': ['Mencatat setoran massal', 'Posted a mass collection'],
  'savings.continueInterestRun': ['Melanjutkan hitung jasa', 'Continued an interest run'],
  'savings.deposit': ['Setoran', 'Deposit'],
  'savings.matureTermDeposits': ['Menjalankan jatuh tempo', 'Ran maturities'],
  'savings.openAccount': ['Membuka simpanan', 'Opened a saving'],
  'savings.openMemberAccounts': ['Membuka simpanan anggota baru', "Opened a new member's savings"],
  'savings.placeTermDeposit': ['Menempatkan simpanan berjangka', 'Placed a term deposit'],
  'savings.reverse': ['Membatalkan mutasi simpanan', 'Reversed a movement'],
  'savings.setProductOffer': ['Membuka atau menutup produk', 'Offered or withdrew a product'],
  'savings.settleExit': ['Menyelesaikan simpanan yang keluar', 'Settled the savings of one who leaves'],
  'savings.startInterestRun': ['Mulai hitung jasa', 'Started an interest run'],
  'savings.transfer': ['Pindah buku', 'Transfer'],
  'savings.unblock': ['Membuka blokir simpanan', 'Unblocked a saving'],
  'savings.withdraw': ['Penarikan', 'Withdrawal'],
  'setup.createCooperative': ['Membuat koperasi', 'Created the cooperative'],
  'setup.setParameter': ['Mengubah aturan', 'Changed a by-law value'],
};

/** The areas of work, by the beginning of the names in the log. */
const AREAS: Named = {
  'members.': ['Anggota', 'Members'],
  'savings.': ['Simpanan', 'Savings'],
  'payments.': ['Kas teller', 'Tills'],
  'ledger.': ['Pembukuan', 'Books'],
  'identity.': ['Petugas dan akses', 'Staff and access'],
  'cooperatives.': ['Pengaturan', 'Settings'],
  'imports.': ['Impor data', 'Imports'],
};

/** What a command did, in words; a name nobody put into words is shown as it stands in the log. */
export function actName(command: string, locale: Locale): string {
  return ACTS[command]?.[locale === 'id' ? 0 : 1] ?? command;
}

/** The areas as choices of a filter; the value is how their commands' names begin. */
export function actAreas(locale: Locale): { value: string; label: string }[] {
  return Object.entries(AREAS).map(([value, [id, en]]) => ({ value, label: locale === 'id' ? id : en }));
}
