import { OpenAPIHono } from '@hono/zod-openapi';
import { DomainError } from '#kernel/errors';
import { closingRoutes } from './closing.ts';
import { commandRoutes } from './commands.ts';
import { identityRoutes } from './identity.ts';
import { ledgerRoutes } from './ledger.ts';
import { loanApplicationRoutes } from './loan-applications.ts';
import { loanContractRoutes } from './loan-contracts.ts';
import { loanQualityRoutes } from './loan-quality.ts';
import { loanRoutes } from './loans.ts';
import { memberRoutes } from './members.ts';
import { errorResponse } from './problem.ts';
import { reportRoutes } from './reports.ts';
import type { Api, ApiParts } from './route.ts';
import { savingsRoutes } from './savings.ts';
import { shuRoutes } from './shu.ts';
import { systemRoutes } from './system.ts';
import { toolRoutes } from './tools.ts';

/** Everything under `/api/v1`. Made once a process from the parts that the program gives it. */
export function createApi(parts: ApiParts): OpenAPIHono {
  const app = new OpenAPIHono().basePath('/api/v1');
  const api: Api = { app, parts };
  systemRoutes(api, parts.surroundings);
  identityRoutes(api, parts.surroundings);
  memberRoutes(api);
  savingsRoutes(api);
  // Before the routes of one loan, whose id would take the word for itself.
  loanApplicationRoutes(api);
  loanQualityRoutes(api);
  loanContractRoutes(api);
  loanRoutes(api);
  ledgerRoutes(api);
  reportRoutes(api);
  closingRoutes(api);
  shuRoutes(api);
  commandRoutes(api);
  toolRoutes(api);
  app.notFound(() => errorResponse(new DomainError('not_found', 'route_unknown', 'Alamat ini tidak ada')));
  app.onError((error) => {
    parts.logBug(error, { method: '', path: '' });
    return errorResponse(error);
  });
  return app;
}

export type { ApiParts } from './route.ts';
export { openApiDocument } from './system.ts';
