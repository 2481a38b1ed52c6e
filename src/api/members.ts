import { z } from 'zod';
import { MemberPage, MemberView, memberDetail, memberList, RegisterMemberInput, registerMember } from '#members';
import { type Api, commandRoute, queryRoute } from './route.ts';

/** The register by program: registration, search, one member. Personal data leave masked. */
export function memberRoutes(api: Api): void {
  commandRoute(
    api,
    {
      method: 'post',
      path: '/members',
      summary: 'Daftarkan calon anggota',
      tag: 'members',
      input: RegisterMemberInput,
      output: MemberView.loose(),
    },
    ({ context, input, key }) => registerMember(context, input, key === undefined ? {} : { key }),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/members',
      summary: 'Cari anggota, atau daftar menurut nama',
      tag: 'members',
      input: z.object({ q: z.string(), status: z.string(), limit: z.string(), cursor: z.string() }).partial(),
      output: MemberPage,
    },
    ({ context, input }) => memberList(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/members/{id}',
      summary: 'Satu anggota',
      tag: 'members',
      input: z.object({ id: z.string() }),
      output: MemberView,
    },
    ({ context, input }) => memberDetail(context, { memberId: input['id'] }),
  );
}
