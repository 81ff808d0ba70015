import * as z from 'zod';
import { providerNames } from './providers.ts';

/**
 * What the harness says, as data: verdicts of expectations and results of runs. The JSON Schemas in `static/schemas/`
 * are generated from here; a field that changes meaning raises `schemaVersion`.
 */

const providerSchema = z.enum(providerNames);

export const statusSchema = z
  .enum(['pass', 'fail', 'error'])
  .describe('error: nobody could judge; never the learner’s fault');
export type Status = z.infer<typeof statusSchema>;

export const foundPodSchema = z.strictObject({
  pod: z.string().describe('Name of the pod'),
  phase: z.string().describe('Pending, Running, Succeeded, Failed or Unknown'),
  ready: z.boolean().describe('Whether its Ready condition is True'),
  hash: z.string().nullable().describe('Its controller-revision-hash label'),
  terminating: z.boolean().describe('Whether it is being deleted'),
});
export type FoundPod = z.infer<typeof foundPodSchema>;

export const nodeVerdictSchema = z.strictObject({
  node: z.string(),
  intended: z.boolean().describe('Whether the task wants a pod here'),
  shouldRun: z.boolean().describe('Whether the DaemonSet controller creates a pod here'),
  shouldContinueRunning: z.boolean().describe('Whether the controller leaves a running pod here'),
  expected: z.strictObject({ min: z.int(), max: z.int() }).describe('How many pods the task wants here'),
  found: z.array(foundPodSchema).describe('Live pods of the DaemonSet that are on, or bound for, this node'),
  status: statusSchema,
  code: z.string().describe('One of the verdict codes'),
  message: z.string().describe('Expected, found, why'),
});
export type NodeVerdict = z.infer<typeof nodeVerdictSchema>;

export const placementVerdictSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    status: statusSchema,
    daemonSet: z.string().describe('namespace/name'),
    intended: z.string().describe('The intended nodes as they were asked for, such as labels=disk=ssd'),
    generation: z.int().nullable().describe('metadata.generation, null when there is no DaemonSet'),
    observedGeneration: z.int().nullable(),
    resourceVersion: z.string().nullable().describe('Of the DaemonSet as it was judged'),
    nodes: z.array(nodeVerdictSchema),
    code: z.string().describe('The verdict code with the highest precedence; OK when it passes'),
    summary: z.string(),
  })
  .describe('The judgement of onePodPerMatchingNode');
export type PlacementVerdict = z.infer<typeof placementVerdictSchema>;

/** The judgement of every other kind of expectation. */
export const plainVerdictSchema = z.strictObject({
  schemaVersion: z.literal(1),
  status: statusSchema,
  nodes: z.array(z.strictObject({ node: z.string(), status: statusSchema, code: z.string(), message: z.string() })),
  code: z.string(),
  summary: z.string(),
});
export type PlainVerdict = z.infer<typeof plainVerdictSchema>;
export type Verdict = PlacementVerdict | PlainVerdict;

export const expectationResultSchema = z.strictObject({
  expectation: z.string().describe('Kind of the expectation, such as onePodPerMatchingNode'),
  verdict: z.union([placementVerdictSchema, plainVerdictSchema]),
  durationMs: z.number().describe('From the end of the command to the verdict'),
});
export type ExpectationResult = z.infer<typeof expectationResultSchema>;

export const commandResultSchema = z.strictObject({
  command: z.string(),
  exitCode: z.int(),
  stdout: z.string(),
  stderr: z.string(),
  durationMs: z.number(),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

export const stepResultSchema = z.strictObject({
  id: z.string(),
  status: statusSchema,
  code: z.string().describe('OK, or the code of what went wrong first'),
  message: z.string(),
  command: commandResultSchema,
  expectations: z.array(expectationResultSchema),
  shown: z.array(commandResultSchema).describe('The commands under `show`, run once the expectations held'),
  recorded: z
    .boolean()
    .optional()
    .describe('Whether what a passing step of a solution printed has a recording, where the lab ought to have one'),
});
export type StepResult = z.infer<typeof stepResultSchema>;

export const declaredFailureSchema = z.strictObject({
  step: z.string(),
  code: z.string(),
  nodes: z.array(z.string()).optional(),
  says: z.string().optional(),
});

export const variantResultSchema = z.strictObject({
  variant: z.string().describe('solution, starter, or traps/<reason>'),
  status: statusSchema.describe(
    'pass when it did what it is there for: the solution passes, the others fail as declared',
  ),
  declared: declaredFailureSchema.optional().describe('How the starter or trap must fail'),
  steps: z.array(stepResultSchema),
  message: z.string(),
  durationMs: z.number(),
  fixedWaitMs: z
    .number()
    .describe('Part of the duration that Kubernetes itself fixes, such as collecting the pods of a deleted node'),
});
export type VariantResult = z.infer<typeof variantResultSchema>;

export const labResultSchema = z.strictObject({
  lab: z.string(),
  title: z.string(),
  provider: providerSchema.describe('Where it ran, or was skipped'),
  status: z.enum(['pass', 'fail', 'error', 'skipped']),
  exitCode: z
    .int()
    .describe('0 pass, 1 solution fails, 2 a starter or trap does not fail as declared, 3 cluster broke'),
  reason: z.string().optional().describe('Why it was skipped'),
  again: z.string().optional().describe('Why it was run a second time, on a cluster that was brought up again'),
  variants: z.array(variantResultSchema),
  durationMs: z.number(),
});
export type LabResult = z.infer<typeof labResultSchema>;

const usedClusterSchema = z.strictObject({
  provider: providerSchema,
  cluster: z.string().describe('Name of the cluster'),
  kubernetesVersion: z.string().describe('What its API server says, such as v1.36.3'),
});
export type UsedCluster = z.infer<typeof usedClusterSchema>;

export const runResultSchema = z.strictObject({
  schemaVersion: z.literal(2),
  status: statusSchema,
  exitCode: z.int(),
  clusters: z.array(usedClusterSchema).describe('The clusters that labs ran on'),
  labs: z.array(labResultSchema),
  summary: z.strictObject({ passed: z.int(), failed: z.int(), skipped: z.int() }).describe('Variants, not labs'),
  durationMs: z.number(),
});
export type RunResult = z.infer<typeof runResultSchema>;

const reasonSchema = z.strictObject({ code: z.string().describe('One of the reason codes'), message: z.string() });
const placedNodeSchema = z.strictObject({
  node: z.string(),
  shouldRun: z.boolean().describe('Whether the DaemonSet controller creates a pod here'),
  shouldContinueRunning: z.boolean().describe('Whether the controller leaves a running pod here'),
  reasons: z.array(reasonSchema).min(1).describe('The deciding reason first'),
});

/** One line of `course explain -f FILE --nodes FILE -o json`. */
export const explainLineSchema = z.union([
  z.strictObject({ daemonSet: z.string().describe('namespace/name'), nodes: z.array(placedNodeSchema) }),
  z.strictObject({
    daemonSet: z.string().describe('namespace/name'),
    error: z
      .strictObject({ field: z.string(), reason: z.string(), message: z.string() })
      .describe('What `kubectl apply --validate=strict` would refuse'),
  }),
]);

/** What `course explain daemonset/NAME -o json` prints of a live cluster. */
export const liveExplanationSchema = z.strictObject({
  daemonSet: z.string().describe('namespace/name'),
  serverVersion: z.string(),
  nodes: z.array(
    placedNodeSchema.extend({
      pods: z.array(z.strictObject({ name: z.string(), phase: z.string(), ready: z.boolean() })),
      problem: z
        .strictObject({ code: z.string().describe('One of the problem codes'), message: z.string() })
        .optional()
        .describe('Why an eligible node lacks its Ready pod'),
    }),
  ),
  notSeen: z.array(z.string()).describe('What we were not allowed to see, and what could therefore not be said'),
  refusals: z.array(z.string()).describe('Why the API server refused pods of the DaemonSet, newest first'),
});
