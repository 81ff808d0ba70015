import type { Capability } from '../../../harness/lab/schema.ts';
import type { Origin } from '../../plugins/course/types.ts';

/** What a lab asks of the cluster it runs on, in words. */
export const needWords: Record<Capability, string> = {
  nodes: 'nodes of its own making, with its own names, labels and taints',
  capacity: 'nodes that say how much CPU and memory they have',
  'component-control': 'a control plane whose parts can be stopped and started',
  'simulated-readiness': 'pods that become Ready, or do not, as an annotation tells them',
  kubelet: 'real kubelets, which run containers; so a container engine must answer on your machine',
};

/** Where a lab runs, in words. */
export const providerWords: Record<Origin['provider'], string> = {
  kwok: 'a real control plane with simulated nodes (kwok), no container engine needed',
  kind: 'real nodes in containers (kind)',
};

/** A name of several words joined by hyphens, as a sentence begins. */
export const readable = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};
