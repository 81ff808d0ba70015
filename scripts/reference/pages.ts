import * as z from 'zod';
import { expectationCodes } from '../../harness/lab/expectation-codes.ts';
import { type ExpectationKind, expectationSchemas } from '../../harness/lab/expectations.ts';
import { expectationExamples } from '../../harness/lab/kinds/examples.ts';
import { courseSchema, labSchema } from '../../harness/lab/schema.ts';
import { type VerdictCode, verdictCodes } from '../../harness/verdict/codes.ts';
import { type JsonSchema, type Key, keysOf } from './keys.ts';
import { escapeText, sentence, table } from './markdown.ts';

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;

const frontMatter = (title: string, description: string) =>
  `---\ntitle: ${title}\ndescription: ${description}\n---\n\n{/* Made by scripts/reference-pages.ts from the schemas; npm run fix writes it anew. */}`;

const keyTable = (keys: readonly Key[]) =>
  table(
    ['key', 'takes', 'without it', 'meaning'],
    keys.map(({ path, takes, without, means }) => [`\`${path}\``, takes, without, means]),
  );

/** The page on `lab.yaml` and `course.yaml`. */
export function labFormatPage(): string {
  const expect = ['steps[].expect', 'expect'];
  return `${[
    frontMatter('The lab format', 'Every key of lab.yaml and course.yaml, what it takes, and what holds without it.'),
    '# The lab format',
    `A lab is data: the folder \`labs/<slug>/\` with \`lab.yaml\`, \`starter/\`, \`solution/\`, a folder in \`traps/\` for each wrong
answer that needs files of its own, and \`expected/\`, which a run writes. \`lab.yaml\` is the one source: the site shows it, the
command line runs it, and continuous integration proves it. An unknown key is an error, with its place and the nearest known key.`,
    `Every variant (the solution, the starter and each trap) runs from a clean cluster, in a namespace and a copy of its files of its
own, step by step up to the first that does not pass. The solution must pass them all; the starter and each trap must fail at
the step, with the code and on the nodes that \`fails\` declares. Any other failure is a mistake in the lab, never a proof.`,
    '## lab.yaml',
    keyTable(keysOf(jsonSchema(labSchema), expect)),
    'What `steps[].expect` takes is on [a page of its own](./expectations.mdx), with the codes that `fails` can declare.',
    '## course.yaml',
    keyTable(keysOf(jsonSchema(courseSchema))),
  ].join('\n\n')}\n`;
}

/** The page on what a step can expect, and with which codes that fails. */
export function expectationsPage(): string {
  const kinds = Object.keys(expectationSchemas) as ExpectationKind[];
  return `${[
    frontMatter(
      'Expectations',
      'Every kind of expectation with its keys, examples and codes, and how long each is waited for.',
    ),
    '# Expectations',
    `A step expects one thing or several. They are judged in order, once its command has ended, up to the first that does not pass.
What has to know how things were begins to look before the command runs.`,
    table(
      ['kind', 'claims'],
      kinds.map((kind) => [
        `[\`${kind}\`](#${kind.toLowerCase()})`,
        sentence(jsonSchema(expectationSchemas[kind]).description ?? ''),
      ]),
    ),
    '## When a verdict is final',
    `No expectation waits for a fixed time. It passes as soon as what it claims is seen; where that alone proves nothing (absence,
a pod that waits) it states how long it must hold, without a break. It fails at its \`timeout\`, after everything was listed once
more, or earlier where waiting cannot mend it. Where nobody could judge, the verdict is an error and never a failure: the API
server cannot be asked, the controller manager does not work, a recording has a gap.

Where several machines share one, the same pod starts in one second today and in eight tomorrow. So on kind every \`timeout\`, also
that of a step, is multiplied by how much slower than usual a command on a node is: by 1 at least, by 8 at most.

On a real kubelet a container without a readiness probe is Ready as soon as it has started, also when it is about to crash. Such
a pod counts as Ready once it has been so for 2 s, and any pod that has restarted for 10 s; on simulated nodes at once.`,
    ...kinds.map(kindSection),
    '## Codes',
    `Where several apply, the verdict carries the first of them in this order. A lab declares only codes of failures.
\`COMMAND_FAILED\` and \`OUTPUT_DIFFERS\` belong to the step itself: its command ended with an error that nobody expects, or a
solution printed something else than its recording.

Of the answers that \`reachable\` asks for, one is missing (\`ANSWER_MISSING\`) where nothing comes back, or where none of those
that do come is from the node that is due; it is unreadable (\`ANSWER_UNREADABLE\`) where something comes back that is an HTTP error,
or from which nobody can tell which node it is from. An answer that names the wrong node is neither.`,
    table(['code', 'status', 'meaning', 'of'], codeRows()),
  ].join('\n\n')}\n`;
}

function kindSection(kind: ExpectationKind): string {
  const schema = jsonSchema(expectationSchemas[kind]);
  return [
    `## ${kind}`,
    escapeText(sentence(schema.description ?? '')),
    keyTable(keysOf(schema)),
    ...expectationExamples[kind].map(({ means, yaml }) => `${escapeText(means)}\n\n\`\`\`yaml\n${yaml}\n\`\`\``),
    `Fails with ${codesOf(kind)
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
  ].join('\n\n');
}

/** The codes of a kind, in their order of precedence. */
function codesOf(kind: ExpectationKind): VerdictCode[] {
  return (Object.keys(verdictCodes) as VerdictCode[]).filter((code) => expectationCodes[kind].includes(code));
}

function codeRows(): string[][] {
  return (Object.keys(verdictCodes) as VerdictCode[]).map((code) => {
    const kinds = (Object.keys(expectationCodes) as ExpectationKind[]).filter((kind) =>
      expectationCodes[kind].includes(code),
    );
    return [
      `\`${code}\``,
      verdictCodes[code].status,
      verdictCodes[code].means,
      kinds.map((kind) => `\`${kind}\``).join(', '),
    ];
  });
}
