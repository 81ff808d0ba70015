import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

/** A part of the course: its lessons in the order in which they build on each other. */
const part = (label: string, folder: string, lessons: readonly string[]) => ({
  type: 'category' as const,
  label,
  items: lessons.map((lesson) => `${folder}/${lesson}`),
});

const parts = [
  part('Concepts', 'concepts', [
    'work-that-belongs-to-nodes',
    'your-first-daemonset',
    'anatomy-of-a-manifest',
    'who-does-what',
    'choosing-a-controller',
    'nodes-come-and-go',
  ]),
  part('Use cases', 'use-cases', ['logs', 'metrics', 'storage-network-security', 'hardware-tiers', 'gallery']),
  part('Placement', 'placement', [
    'eligible-nodes',
    'node-selector',
    'affinity',
    'taints-and-tolerations',
    'control-plane',
    'automatic-tolerations',
    'virtual-nodes',
    'pending',
  ]),
  part('Scheduling history', 'history', ['from-nodename-to-the-scheduler']),
  part('Life cycle', 'life-cycle', [
    'create-and-describe',
    'rolling-update',
    'surge',
    'on-delete',
    'history-and-undo',
    'delete-orphan-adopt',
    'when-daemon-pods-fail',
    'cordon-drain-not-ready',
    'startup-taints',
    'a-thousand-nodes',
  ]),
  part('Reachability', 'reachability', ['four-ways', 'push', 'node-ip-and-port', 'dns', 'service', 'my-own-node']),
  part('Alternatives', 'alternatives', [
    'choosing',
    'init-scripts-and-systemd',
    'bare-pods',
    'static-pods',
    'deployments-and-replicasets',
    'sidecars',
  ]),
  part('Debugging', 'debugging', ['why-is-there-no-pod', 'exam-drill']),
  part('Old tutorials', 'old-tutorials', ['what-they-get-wrong']),
  part('Reference', 'reference', [
    'placement-model',
    'cheat-sheet',
    'cli',
    'glossary',
    'lab-format',
    'expectations',
    'simulated-nodes',
    'for-instructors',
  ]),
];

const sidebars: SidebarsConfig = { course: ['start', ...parts] };
export default sidebars;
