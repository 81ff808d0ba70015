import * as z from 'zod';
import { kebab, text } from '../../../harness/lab/fields.ts';
import { nodeSchema } from '../../../harness/lab/index.ts';

/** The format of `docs/<topic>/<lesson>.quiz.yaml`. */

const otherMarkdown = /\*\*|__|\]\(/;

/** Prose in which only names stand out, as `code`: other Markdown would be shown as it is typed. */
const prose = text.superRefine((value, context) => {
  const parts = value.split('`');
  const unclosed = parts.length % 2 === 0;
  if (unclosed) context.addIssue({ code: 'custom', message: 'text whose every ` has its twin' });
  else if (parts.some((part, at) => at % 2 === 0 && otherMarkdown.test(part)))
    context.addIssue({ code: 'custom', message: 'text without Markdown, but for `code`' });
});

const choiceSchema = z
  .strictObject({ text: prose, right: z.literal(true).optional(), because: prose.optional() })
  .refine(({ right, because }) => right || because !== undefined, {
    error: 'a right choice (`right: true`), or a wrong one with `because`: the observation that refutes it',
  });

const list = <T extends z.ZodType>(item: T, least: number, most: number) => {
  const message = `a list of ${least} to ${most}`;
  return z.array(item).min(least, message).max(most, message);
};

const either = (one: string, other: string) => (value: object) => one in value !== other in value;

const predictSchema = z
  .strictObject({
    nodes: list(nodeSchema, 1, 12).optional(),
    lab: kebab.optional(),
    daemonSet: text.optional(),
    podSpec: z
      .strictObject({
        nodeSelector: z.unknown(),
        affinity: z.unknown(),
        tolerations: z.unknown(),
        hostNetwork: z.unknown(),
        nodeName: z.unknown(),
      })
      .partial()
      .optional(),
  })
  .refine(either('nodes', 'lab'), { error: 'a map with either `nodes` or `lab`' })
  .refine(either('daemonSet', 'podSpec'), { error: 'a map with either `daemonSet` or `podSpec`' });
export type PredictSpec = z.output<typeof predictSchema>;

const questionSchema = z
  .strictObject({
    id: kebab,
    ask: prose,
    choices: list(choiceSchema, 2, 6).optional(),
    predict: predictSchema.optional(),
    explain: prose.optional(),
  })
  .refine(either('choices', 'predict'), { error: 'a question with either `choices` or `predict`' });
export type QuestionSpec = z.output<typeof questionSchema>;

export const quizSchema = z.strictObject({ questions: list(questionSchema, 3, 5) });
