import { stringify } from 'yaml';

/** What is known of a new lab from the start. */
export interface NewLab {
  title?: string | undefined;
  /** Path of the schema as lab.yaml names it to editors. */
  schema: string;
}

/** A DaemonSet whose pods' `spec` begins with these lines. */
function manifest(...spec: string[]): string {
  const lines = spec.map((line) => `      ${line}\n`).join('');
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: node-agent
spec:
  selector:
    matchLabels:
      app: node-agent
  template:
    metadata:
      labels:
        app: node-agent
    spec:
${lines}      containers:
        - name: agent
          image: registry.k8s.io/pause:3.10.2
`;
}

const labYaml = ({ title, schema }: NewLab) => `# yaml-language-server: $schema=${schema}
${stringify({ title: title ?? 'TODO: the lab in a few words' }, { lineWidth: 0 }).trimEnd()}
summary: 'TODO: what the learner can do afterwards, in one line.'
minutes: 10 # TODO: how long a learner needs
topology:
  # TODO: the nodes that the task needs. They have the labels kubernetes.io/hostname, os and arch without saying so.
  nodes:
    - { name: worker-1, labels: { pool: agents } }
    - { name: worker-2, labels: { pool: agents } }
    - { name: worker-3 }
task: |
  TODO: the situation, what has to be true in the end, and what must be left alone. An example, which runs as it is:
  Run the agent on each node of the pool \`agents\`, and on no other. Change \`agent.yaml\`; the nodes are not yours to change.
files: [agent.yaml]
steps:
  - id: apply
    title: 'TODO: what happens here'
    run: kubectl apply -f agent.yaml
    expect:
      # TODO: which nodes the task wants, never those that the answer selects. All kinds: docs/reference/expectations.mdx
      - onePodPerMatchingNode: { daemonSet: node-agent, intended: { labels: pool=agents } }
    show:
      - kubectl get pods -o wide
  - id: grow
    title: 'TODO: what changes, so that an answer that was right by chance fails'
    run: kubectl label node worker-3 pool=agents
    expect:
      - onePodPerMatchingNode: { daemonSet: node-agent, intended: { labels: pool=agents } }
    show:
      - kubectl get daemonset node-agent
# TODO: what the learner begins with (its own TODO is for the learner), and how it fails: the step, the code, the nodes.
starter: { fails: { step: apply, code: POD_ON_UNINTENDED_NODE, nodes: [worker-3] } }
# TODO: mistakes that people really make. A folder in traps/ holds only the files that differ from the solution.
traps:
  misspelt:
    why: 'TODO: why people fall for it, in one sentence.'
    fails: { step: apply, code: INTENDED_NODE_NOT_ELIGIBLE, nodes: [worker-1, worker-2] }
  one-by-name:
    why: 'TODO: why people fall for it, in one sentence.'
    fails: { step: apply, code: INTENDED_NODE_NOT_ELIGIBLE, nodes: [worker-2] }
  nodes-changed-instead:
    why: 'TODO: why people fall for it, in one sentence. A trap may replace a command instead of a file.'
    run: { apply: kubectl label nodes --all pool=agents --overwrite && kubectl apply -f agent.yaml }
    fails: { step: apply, code: TOPOLOGY_CHANGED, nodes: [worker-3] }
hints:
  - 'TODO: where to look.'
  - 'TODO: which field it takes, without the answer.'
  - 'TODO: nearly the answer.'
`;

/** The files of a new lab, by their path in its folder. */
export function templateFiles(lab: NewLab): Record<string, string> {
  const todo = (text: string) => `# TODO: ${text}\n`;
  const selecting = (label: string) => manifest('nodeSelector:', `  ${label}`);
  return {
    'lab.yaml': labYaml(lab),
    // This one is for the learner.
    'starter/agent.yaml': manifest('# TODO: only the nodes of the pool.'),
    'solution/agent.yaml': todo('a right answer') + selecting('pool: agents'),
    'traps/misspelt/agent.yaml': todo('a wrong answer') + selecting('pool: agent'),
    'traps/one-by-name/agent.yaml': todo('a wrong answer') + selecting('kubernetes.io/hostname: worker-1'),
  };
}
