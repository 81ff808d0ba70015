import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { runTool } from '../cluster/exec.ts';
import type { AuthoringIssue } from '../errors.ts';
import { shownFolder } from '../lab/author/place.ts';
import { type Lab, type Variant, variants } from '../lab/index.ts';
import type { RunContext } from './variant.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * The manifests of a lab that the API server would refuse although nothing declares that. A run does not tell: it ends
 * at the first step that fails, and what a later step applies is never sent.
 */
export async function refusedManifests(lab: Lab, context: RunContext): Promise<AuthoringIssue[]> {
  const [solution] = variants(lab);
  if (!solution) return [];
  const { provider, clusterName, signal } = context;
  const cluster = { name: clusterName, provider: provider.name };
  const kubeconfig = provider.kubeconfig();
  const workspace = await openWorkspace({ ...context, lab, variant: solution, kubeconfig, cluster });
  try {
    const manifests = manifestsOf(lab);
    await createGround(manifests, { context, workspace });
    const dryRun = (paths: readonly string[]) =>
      kubectl([...dryRunOptions, ...paths.flatMap((path) => ['-f', path])], { context, workspace });
    const paths = manifests.map(({ path }) => path);
    // One process for all of them, and one for each only where something is wrong.
    if (paths.length === 0 || (await dryRun(paths)).exitCode === 0) return [];
    const issues: AuthoringIssue[] = [];
    for (const path of paths) {
      signal?.throwIfAborted();
      const { exitCode, stderr } = await dryRun([path]);
      if (exitCode !== 0) issues.push(refusal(lab, path, stderr));
    }
    return issues;
  } finally {
    workspace.remove();
  }
}

const dryRunOptions = ['apply', '--dry-run=server', '--validate=strict', '-o', 'name'];

function refusal(lab: Lab, path: string, stderr: string): AuthoringIssue {
  const said = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('Warning:'))
    .join(' ')
    .replaceAll(path, basename(path));
  const file = `${shownFolder(lab)}${path.slice(lab.dir.length)}`;
  return { file, message: `is refused by the API server, and nothing declares that: ${said}` };
}

interface Manifest {
  /** Absolute. */
  path: string;
  documents: Document[];
}
interface Document {
  apiVersion?: unknown;
  kind?: unknown;
  metadata?: { namespace?: unknown };
  spec?: { serviceAccountName?: unknown };
}

/** The manifests of all variants, each once, but those that are meant to be refused and what is no manifest at all. */
function manifestsOf(lab: Lab): Manifest[] {
  const paths = variants(lab).flatMap((variant) =>
    variant.files
      .filter(({ path }) => /\.(ya?ml|json)$/.test(path) && !isMeantToBeRefused(lab, variant, path))
      .map(({ from }) => from),
  );
  return [...new Set(paths)].flatMap((path) => {
    const parsed = parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as unknown);
    const documents = parsed.filter((document): document is Document => typeof document === 'object' && !!document);
    // Patches and settings of programs name neither.
    return documents.some(({ apiVersion, kind }) => apiVersion ?? kind) ? [{ path, documents }] : [];
  });
}

/** Whether a variant is declared to stumble over the answer of the API server, or a step expects that of this file. */
function isMeantToBeRefused(lab: Lab, { fails }: Variant, path: string): boolean {
  if (fails?.code === 'COMMAND_FAILED' || fails?.code === 'REFUSED_OTHERWISE') return true;
  return lab.steps.some(
    ({ run, expect }) => expect.some(({ expectation }) => expectation === 'refused') && run.includes(path),
  );
}

interface Place {
  context: RunContext;
  workspace: Workspace;
}

/** Kinds that others cannot do without even in a dry run. */
const ground = ['Namespace', 'PriorityClass', 'ServiceAccount', 'CustomResourceDefinition'];

/**
 * Really creates what the manifests stand on, also where another step or a mistake of the learner's is why it is not
 * there: that is about the cluster, and not about the manifest. Where it fails, the dry run will say why.
 */
async function createGround(manifests: readonly Manifest[], place: Place): Promise<void> {
  const documents = manifests.flatMap((manifest) => manifest.documents);
  const wanted = [
    ...documents.flatMap(({ metadata }) => (metadata?.namespace ? named('Namespace', metadata.namespace) : [])),
    ...documents.flatMap(({ kind, metadata, spec }) =>
      kind === 'Pod' && spec?.serviceAccountName
        ? named('ServiceAccount', spec.serviceAccountName, metadata?.namespace)
        : [],
    ),
    ...documents.filter(({ kind }) => ground.includes(String(kind))),
  ];
  const input = wanted
    .toSorted((a, b) => rank(a) - rank(b))
    .map((each) => stringify(each))
    .join('---\n');
  if (input !== '') await kubectl(['apply', '-f', '-'], { ...place, input });
}

function named(kind: string, name: unknown, namespace?: unknown): Document[] {
  return [{ apiVersion: 'v1', kind, metadata: { name, ...(namespace !== undefined && { namespace }) } } as Document];
}

const rank = ({ kind }: Document) => ground.indexOf(String(kind));

function kubectl(args: readonly string[], { context, workspace, input }: Place & { input?: string }) {
  const { binDir, signal } = context;
  return runTool(join(binDir, 'kubectl'), args, {
    cwd: workspace.cwd,
    env: workspace.env,
    timeoutMs: 60_000,
    ...(signal && { signal }),
    ...(input !== undefined && { input }),
  });
}
