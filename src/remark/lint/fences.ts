import type { Code, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Page } from '../page.ts';
import type { Problem } from '../problem.ts';

const shells = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'console',
  'terminal',
  'shell-session',
  'sh-session',
  'bat',
  'powershell',
]);
const longestYaml = 12;

/** A line that kubectl prints and nobody types: the head of a table, or what became of an object. */
const printed = [
  /^(NAME|NAMESPACE|NODE|REVISION|LAST SEEN|CONTAINER ID|REPOSITORY)(\s{2,}| {1}[A-Z-]+\s{2,})[A-Z]/m,
  /^[a-z][a-z.]*(\/[a-z0-9.-]+)+ ("[^"]+" )?(created|configured|unchanged|deleted|patched|labeled|unlabeled|tainted|untainted|annotated|scaled|restarted|cordoned|uncordoned|drained|evicted|rolled back|replaced|edited)\b/m,
  /^[a-z][a-z. ]* "[^"]+" (deleted|successfully rolled out)/m,
  /^Error from server \(/m,
];

/** The reason that a fence gives for itself, as in `why="it only reads"`. */
const whyOf = ({ meta }: Code): string | undefined =>
  /(?:^|\s)why=(?:"([^"]*)"|'([^']*)')/
    .exec(meta ?? '')
    ?.slice(1)
    .find(Boolean);

function shellProblem(fence: Code): string | undefined {
  if (!shells.has((fence.lang ?? '').toLowerCase())) return undefined;
  if (whyOf(fence)?.trim()) return undefined;
  return 'is a shell block that comes from no lab. Expected `<Step lab="…" id="…" />`, or a reason after the language: why="run this on your own cluster; it only reads".';
}

const plain = new Set(['yaml', 'yml', 'json', 'go', 'ts', 'js']);

function outputProblem(fence: Code): string | undefined {
  if (plain.has((fence.lang ?? '').toLowerCase())) return undefined;
  const found = printed.map((pattern) => pattern.exec(fence.value)?.[0]).find((match) => match !== undefined);
  if (found === undefined) return undefined;
  return `looks like output that somebody typed (\`${found.trim()}\`). Expected \`<Step lab="…" id="…" />\`, which shows what a real run printed.`;
}

function yamlProblem(fence: Code, page: Page): string | undefined {
  const lines = fence.value.split('\n').length;
  if (page.kind !== 'lesson' || !/^ya?ml$/i.test(fence.lang ?? '') || lines <= longestYaml) return undefined;
  return `is YAML of ${lines} lines. Expected at most ${longestYaml}; \`<LabFile lab="…" path="…" only="…" />\` shows a manifest that is applied in a lab.`;
}

/** Code blocks that no run stands behind: shell without a reason, typed output, long manifests. */
export function fenceProblems(tree: Root, page: Page): Problem[] {
  const problems: Problem[] = [];
  visit(tree, 'code', (fence) => {
    const messages = [shellProblem(fence), outputProblem(fence), yamlProblem(fence, page)];
    for (const message of messages) if (message !== undefined) problems.push({ at: fence, message });
  });
  return problems;
}
