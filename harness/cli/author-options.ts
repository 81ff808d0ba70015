import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { type ClusterFlags, withClusterOption, withImageOption, withProviderOption } from './cluster-options.ts';

/** What the verbs for authors take that run labs. */
export type AuthorFlags = ClusterFlags & { labs?: string };

/** Adds the labs to run and where to run them. */
export function withAuthorOptions(command: Command): Command {
  command
    .argument('[labs...]', 'names of labs (default: all)')
    .option('--labs <dir>', 'folder that holds course.yaml and the labs');
  return withImageOption(withClusterOption(withProviderOption(command)));
}

/** Refuses somebody's own cluster: what it prints is no recording, and no proof for others. */
export function insistOnOurCluster({ provider }: AuthorFlags): void {
  if (provider === 'kubeconfig')
    throw new UsageError(
      'E_RECORD',
      "Expected kwok or kind, but what somebody's own cluster prints holds there alone.",
    );
}
