import type { DaemonSet } from '../../placement/types.ts';
import type { ControllerRevision } from '../../verdict/observation.ts';
import { judgeRevisions, recordRevisions } from '../../verdict/revisions.ts';
import type { Kind } from './kind.ts';
import { settled } from './settling.ts';

export const revisions: Kind<'revisions'> = async (expectation, context) => {
  const { daemonSet, numbers, templateOf, causes } = expectation;
  const apps = `/apis/apps/v1/namespaces/${expectation.namespace ?? context.namespace}`;
  const query = { fieldSelector: `metadata.name=${daemonSet}` };
  const [owners, history] = await Promise.all([
    context.api.list<DaemonSet>(`${apps}/daemonsets`, { query }),
    context.api.list<ControllerRevision>(`${apps}/controllerrevisions`),
  ]);
  const before = recordRevisions(owners.items[0], history.items);
  const expected = { daemonSet, numbers, ...(templateOf && { templateOf }), ...(causes && { causes }) };
  return () =>
    settled(
      {
        collections: [{ path: `${apps}/daemonsets`, query }, { path: `${apps}/controllerrevisions` }],
        judge: ([owners = [], now = []]) =>
          judgeRevisions(expected, {
            daemonSet: owners[0] as DaemonSet | undefined,
            revisions: now as readonly ControllerRevision[],
            before,
          }),
        dependsOnControllers: ({ code }) => code !== 'DAEMONSET_NOT_FOUND',
      },
      expectation,
      context,
    );
};
