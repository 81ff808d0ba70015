import type { GridCell } from '../NodeGrid/model.ts';

/** An answer to a lab that the Explorer can be filled with. */
export interface PresetAnswer {
  /** `solution`, `starter` or `traps/<reason>`. */
  variant: string;
  file: string;
}

/** A lab in the list of presets; its texts come when they are asked for. */
export interface PresetLab {
  slug: string;
  title: string;
  section: string;
  answers: PresetAnswer[];
}

/** The texts of a lab. */
export interface PresetTexts {
  slug: string;
  title: string;
  nodes: string;
  /** By `variant/file`. */
  files: Record<string, string>;
  /** Why people fall for a trap, by variant. */
  why: Record<string, string>;
}

/** What the page is built with: all presets by name, and the first one with its answer, for whoever has no JavaScript. */
export interface ExplorerData {
  labs: PresetLab[];
  first: { daemonSets: string; nodes: string; chosen: string; cells: GridCell[]; lab: string } & PresetAnswer;
}

/** Where the answer of a lab is found among its texts. */
export const keyOf = ({ variant, file }: PresetAnswer) => `${variant}/${file}`;

/** `?lab=…&variant=…&file=…`: the address of a preset. */
export function queryOf(slug: string, { variant, file }: PresetAnswer, daemonSet?: string): string {
  return `?${new URLSearchParams({ lab: slug, variant, file, ...(daemonSet && { daemonSet }) })}`;
}

/** A variant in words: solution, starter, or the trap's name without hyphens. */
export const variantTitle = (variant: string) => variant.replace(/^traps\//, 'wrong: ').replaceAll('-', ' ');

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: node-agent
spec:
  selector:
    matchLabels: { app: node-agent }
  template:
    metadata:
      labels: { app: node-agent }
    spec:
      nodeSelector:
        disk: ssd
      tolerations:
        - key: gpu
          operator: Exists
          effect: NoSchedule
      containers:
        - name: agent
          image: registry.k8s.io/pause:3.10
`;

/** A cluster of so many nodes in three pools, to see that size does not matter. */
export function manyNodes(count: number): { daemonSets: string; nodes: string } {
  const nodes = Array.from({ length: count }, (_, at) => {
    const pool = at % 10 < 6 ? 'general' : at % 10 < 9 ? 'gpu' : 'edge';
    const labels = [`pool: ${pool}`, ...(at % 4 === 0 ? [] : ['disk: ssd'])];
    const taint = { general: '', gpu: 'key: gpu, value: present', edge: 'key: edge' }[pool];
    const spec = taint === '' ? '' : `spec:\n  taints:\n    - { ${taint}, effect: NoSchedule }\n`;
    return `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${pool}-${at + 1}\n  labels: { ${labels.join(', ')} }\n${spec}`;
  });
  return { daemonSets: daemonSet, nodes: nodes.join('---\n') };
}

/** A command that asks `course explain` the same, files and all, to be pasted into a shell. */
export function explainCommand(texts: { daemonSets: string; nodes: string }, reference?: string): string {
  const here = (file: string, text: string) => {
    // A text that holds the word itself needs another one.
    let end = 'EOF';
    while (text.split('\n').includes(end)) end += 'F';
    return `cat > ${file} <<'${end}'\n${text.endsWith('\n') ? text : `${text}\n`}${end}\n`;
  };
  if (reference !== undefined)
    return `${here('daemonset.yaml', texts.daemonSets)}${here('reference.yaml', reference)}course explain -f daemonset.yaml --against reference.yaml\n`;
  return `${here('daemonset.yaml', texts.daemonSets)}${here('nodes.yaml', texts.nodes)}course explain -f daemonset.yaml --nodes nodes.yaml\n`;
}
