import type { LabResult, PlacementVerdict, RunResult, VariantResult } from '../result.ts';
import { declaredText, stepFailure } from './failure.ts';
import { drawMark, markWidth } from './glyphs.ts';
import { legend, nodeGrid } from './node-grid.ts';
import { counted, cut, durationText, paint, type RenderOptions, widest, wrap } from './text.ts';
import { isPlacement } from './verdict.ts';

const indentOf = (options: RenderOptions) => ' '.repeat(markWidth(options) + 1);

/** The placement verdicts that stand at the end: of the last step that has any, the last for each DaemonSet. */
function finalPlacements({ steps }: VariantResult): PlacementVerdict[] {
  const perStep = steps.map(({ expectations }) => expectations.map(({ verdict }) => verdict).filter(isPlacement));
  const last = perStep.findLast((verdicts) => verdicts.length > 0) ?? [];
  return [...new Map(last.map((verdict) => [verdict.daemonSet, verdict])).values()];
}

const solutionOf = ({ variants }: LabResult) => variants.find(({ variant }) => variant === 'solution');

const finalOf = (lab: LabResult): PlacementVerdict[] => {
  const solution = solutionOf(lab);
  return solution ? finalPlacements(solution) : [];
};

function grids(lab: LabResult, options: RenderOptions): string[] {
  const indent = indentOf(options);
  const verdicts = finalOf(lab);
  return verdicts.flatMap(({ daemonSet, nodes }) => [
    ...(verdicts.length > 1 ? [`${indent}${daemonSet}`] : []),
    ...nodeGrid(nodes, indent, options),
  ]);
}

interface Columns {
  lab: number;
  title: number;
  /** Whether each lab says where it ran. */
  provider: boolean;
}

function columnsOf(labs: readonly LabResult[], options: RenderOptions): Columns {
  const lab = widest(labs.map((result) => result.lab));
  const provider = new Set(labs.filter(({ status }) => status !== 'skipped').map((result) => result.provider)).size > 1;
  const last = `1 min 59 s${provider ? ' on kwok' : ''}`.length;
  const room = options.width - markWidth(options) - 1 - lab - 2 - 2 - last;
  return { lab, provider, title: Math.max(12, Math.min(room, widest(labs.map(({ title }) => title)))) };
}

/** Mark, name, title, time, and where it ran if not all ran there: the line that every lab has. */
function labLine(lab: LabResult, columns: Columns, options: RenderOptions): string {
  const name = paint('bold', lab.lab.padEnd(columns.lab), options);
  const title = cut(lab.title, columns.title, options).padEnd(columns.title);
  const time = lab.status === 'skipped' ? '' : durationText(lab.durationMs);
  const where = columns.provider && lab.status !== 'skipped' ? ` on ${lab.provider}` : '';
  return `${drawMark(lab.status, options)} ${name}  ${title}  ${time}${where}`.trimEnd();
}

/** A variant that did not do what it is there for: what was due, and what came instead. */
function variantFailure(variant: VariantResult, options: RenderOptions): string[] {
  const indent = indentOf(options);
  const due = variant.declared ? [`${indent}  declared: ${declaredText(variant)}`] : [];
  const wrong = variant.steps.filter(({ status }) => status !== 'pass');
  return [
    ...wrap(`${variant.variant}: ${variant.message}`, indent, options),
    ...due,
    ...wrong.flatMap((step) => stepFailure(step, `${indent}  `, options)),
  ];
}

function variantLines(lab: LabResult, options: RenderOptions): string[] {
  const indent = indentOf(options);
  const names = widest(lab.variants.map(({ variant }) => variant));
  return lab.variants.flatMap((variant) => {
    if (variant.status !== 'pass') return variantFailure(variant, options);
    if (!variant.declared) return [];
    const text = `fails as declared: ${declaredText(variant)}`;
    return [`${indent}${drawMark('pass', options)} ${variant.variant.padEnd(names)}  ${text}`];
  });
}

/** The steps whose output could be compared with nothing, although the lab is recorded on this provider. */
function unrecordedNote(lab: LabResult, options: RenderOptions): string[] {
  const steps = solutionOf(lab)?.steps.filter(({ recorded }) => recorded === false) ?? [];
  if (steps.length === 0) return [];
  const names = steps.map(({ id }) => id).join(', ');
  const text = `Not recorded on ${lab.provider}: ${counted(steps.length, 'step')} (${names}). To record: course author record ${lab.lab}`;
  return wrap(text, indentOf(options), options);
}

function labLines(lab: LabResult, columns: Columns, options: RenderOptions): string[] {
  const reason = lab.reason === undefined ? [] : wrap(lab.reason, indentOf(options), options);
  const again = lab.again === undefined ? [] : wrap(`Run a second time: ${lab.again}`, indentOf(options), options);
  const notes = [...variantLines(lab, options), ...unrecordedNote(lab, options)];
  return [labLine(lab, columns, options), ...reason, ...again, ...grids(lab, options), ...notes];
}

/** `6 labs on kwok, Kubernetes v1.36.3`, for each provider that labs ran on. */
function whereText({ labs, clusters }: RunResult): string {
  const ran = Map.groupBy(
    labs.filter(({ status }) => status !== 'skipped'),
    ({ provider }) => provider,
  );
  const parts = [...ran].map(([provider, on]) => {
    const used = clusters.filter((cluster) => cluster.provider === provider);
    const versions = [...new Set(used.map(({ kubernetesVersion }) => kubernetesVersion))];
    const version = versions.length > 0 ? `, Kubernetes ${versions.join(' and ')}` : '';
    return `${counted(on.length, 'lab')} on ${provider}${version}`;
  });
  return parts.join('; ') || counted(labs.length, 'lab');
}

function footer(result: RunResult): string {
  const { labs, summary, durationMs } = result;
  const { passed, failed, skipped } = summary;
  const fixedMs = labs.flatMap(({ variants }) => variants).reduce((sum, { fixedWaitMs }) => sum + fixedWaitMs, 0);
  const fixed = fixedMs > 0 ? `, of which Kubernetes itself fixes ${durationText(fixedMs)}` : '';
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return `${counts} (${whereText(result)}) in ${durationText(durationMs)}${fixed}`;
}

/** A run for people: a line and the node grid for what passes, everything that is known for what does not. */
export function renderRun(result: RunResult, options: RenderOptions): string {
  const columns = columnsOf(result.labs, options);
  const nodes = result.labs.flatMap((lab) => finalOf(lab).flatMap((verdict) => verdict.nodes));
  const blocks = result.labs.flatMap((lab) => labLines(lab, columns, options));
  const key = legend(nodes, options);
  const ran = result.labs.some(({ status }) => status !== 'skipped');
  const nothing = ran ? [] : ['Nothing ran, so nothing is proved.'];
  return `${[...blocks, '', ...key, ...nothing, ...wrap(footer(result), '', options)].join('\n')}\n`;
}
