import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { type QueryScope, query } from '#kernel/query';

export type Profile = {
  readonly id: string;
  readonly slug: string;
  readonly shortCode: string;
  readonly name: string;
  readonly zone: 'WIB' | 'WITA' | 'WIT';
  readonly kind: string;
  readonly level: string;
  readonly legalEntityNumber: string | null;
  readonly coopRegistryNumber: string | null;
  readonly businessId: string | null;
  readonly taxNumber: string | null;
  readonly street: string;
  readonly regionCode: string;
  readonly postalCode: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly bookYearStartMonth: number;
  readonly booksOpenFrom: BusinessDate;
  readonly chartTemplate: 'ksp' | 'konsumen';
};

/** The cooperative's profile, for letterheads and settings. */
export function readProfile(scope: QueryScope): Promise<Profile> {
  return scope.tx.one<Profile>(sql`
    select d.id, d.slug, d.short_code as "shortCode", d.name, d.zone, p.kind, p.level, p.legal_entity_number as "legalEntityNumber",
           p.coop_registry_number as "coopRegistryNumber", p.business_id as "businessId", p.tax_number as "taxNumber", p.street,
           p.region_code as "regionCode", p.postal_code as "postalCode", p.phone, p.email,
           p.book_year_start_month as "bookYearStartMonth", p.books_open_from as "booksOpenFrom", p.chart_template as "chartTemplate"
      from cooperatives.profile p join cooperatives.directory d on d.id = p.cooperative_id
     where p.cooperative_id = ${scope.cooperativeId}`);
}

/** The cooperative's profile. */
export const cooperativeProfile = query({
  name: 'cooperatives.profile',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: readProfile,
});

export type Letterhead = { readonly cooperative: string; readonly lines: string[] };

/** What stands at the head of every paper: name, legal number, address, phone. */
export async function letterhead(scope: QueryScope): Promise<Letterhead> {
  const profile = await readProfile(scope);
  const legal = profile.legalEntityNumber ? `Badan hukum ${profile.legalEntityNumber}` : '';
  const address = [profile.street, profile.postalCode].filter(Boolean).join(' ');
  const contact = [profile.phone && `Telp. ${profile.phone}`, profile.email].filter(Boolean).join(', ');
  return { cooperative: profile.name, lines: [legal, address, contact].filter((line) => line !== '') };
}

/** What stands at the head of every paper, for the pages that print. */
export const cooperativeLetterhead = query({
  name: 'cooperatives.letterhead',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: letterhead,
});

export type Branch = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
};

/** The cooperative's branches, head office first. */
export function readBranches(scope: QueryScope): Promise<Branch[]> {
  return scope.tx.rows<Branch>(sql`
    select b.id, b.code, b.name, b.kind, b.status from cooperatives.branch b
     where b.cooperative_id = ${scope.cooperativeId} order by (b.kind <> 'head_office'), b.code`);
}

/** Branches and units of the cooperative. */
export const organisation = query({
  name: 'cooperatives.organisation',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  async run(scope) {
    const [branches, units] = await Promise.all([
      readBranches(scope),
      scope.tx.rows<Branch>(sql`
        select u.id, u.code, u.name, u.kind, u.status from cooperatives.unit u
         where u.cooperative_id = ${scope.cooperativeId} order by u.code`),
    ]);
    return { branches, units };
  },
});

export type Parameter = {
  readonly name: string;
  readonly effectiveFrom: BusinessDate;
  readonly value: unknown;
  readonly legalBasis: string;
};

/** The value a by-law parameter has on a date, or undefined when none was ever set: the caller names its default. */
export function parameterOn(scope: QueryScope, name: string, on: BusinessDate): Promise<Parameter | undefined> {
  return scope.tx.maybe<Parameter>(sql`
    select p.name, p.effective_from as "effectiveFrom", p.value, p.legal_basis as "legalBasis"
      from cooperatives.parameter p
     where p.cooperative_id = ${scope.cooperativeId} and p.name = ${name} and p.effective_from <= ${on}::date
     order by p.effective_from desc, p.id desc limit 1`);
}

/** Every value every parameter ever had, newest first. */
export const parameters = query({
  name: 'cooperatives.parameters',
  permission: 'cooperative.read',
  input: z.strictObject({}),
  run: (scope) =>
    scope.tx.rows<Parameter>(sql`
      select p.name, p.effective_from as "effectiveFrom", p.value, p.legal_basis as "legalBasis"
        from cooperatives.parameter p where p.cooperative_id = ${scope.cooperativeId}
       order by p.name, p.effective_from desc, p.id desc limit 1000`),
});
