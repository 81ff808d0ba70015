import { UsageError } from '../../errors.ts';
import type { Api } from '../api.ts';

interface Right {
  verb: string;
  resource: string;
}

/** What a lab does outside of the objects that it makes itself. */
export function neededRights(allowNodeChanges: boolean): Right[] {
  return [
    { verb: 'create', resource: 'namespaces' },
    { verb: 'delete', resource: 'namespaces' },
    { verb: 'list', resource: 'nodes' },
    ...(allowNodeChanges ? [{ verb: 'patch', resource: 'nodes' }] : []),
  ];
}

/** Asks the cluster whether we may; throws UsageError where we may not. */
export async function requireRights(api: Api, rights: readonly Right[]): Promise<void> {
  const allowed = await Promise.all(rights.map((right) => isAllowed(api, right)));
  const refused = rights.filter((_, index) => !allowed[index]);
  if (refused.length === 0) return;
  const what = refused.map(({ verb, resource }) => `${verb} ${resource}`).join(', ');
  throw new UsageError('E_FORBIDDEN', `Expected to be allowed to ${what} on ${api.contextName} but are not.`, {
    next: 'give a --context whose user may, or leave --provider out',
  });
}

async function isAllowed(api: Api, { verb, resource }: Right): Promise<boolean> {
  const { status } = await api.request<{ status?: { allowed?: boolean } }>(
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { body: { spec: { resourceAttributes: { verb, resource } } } },
  );
  return status?.allowed === true;
}
