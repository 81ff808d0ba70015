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
}

function columnsOf(labs: readonly LabResult[], options: RenderOptions): Columns {
  const lab = widest(labs.map((result) => result.lab));
  const room = options.width - markWidth(options) - 1 - lab - 2 - 2 - '1 min 59 s'.length;
  return { lab, title: Math.max(12, Math.min(room, widest(labs.map(({ title }) => title)))) };
}

/** Mark, name, title, time: the line that every lab has. */
function labLine(lab: LabResult, columns: Columns, options: RenderOptions): string {
  const name = paint('bold', lab.lab.padEnd(columns.lab), options);
  const title = cut(lab.title, columns.title, options).padEnd(columns.title);
  const time = lab.status === 'skipped' ? '' : durationText(lab.durationMs);
  return `${drawMark(lab.status, options)} ${name}  ${title}  ${time}`.trimEnd();
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

function labLines(lab: LabResult, columns: Columns, options: RenderOptions): string[] {
  const reason = lab.reason === undefined ? [] : wrap(lab.reason, indentOf(options), options);
  return [labLine(lab, columns, options), ...reason, ...grids(lab, options), ...variantLines(lab, options)];
}

function footer({ labs, summary, provider, kubernetesVersion, durationMs }: RunResult): string {
  const { passed, failed, skipped } = summary;
  const fixedMs = labs.flatMap(({ variants }) => variants).reduce((sum, { fixedWaitMs }) => sum + fixedWaitMs, 0);
  const fixed = fixedMs > 0 ? `, of which Kubernetes itself fixes ${durationText(fixedMs)}` : '';
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  const where = `${counted(labs.length, 'lab')} on ${provider}, Kubernetes ${kubernetesVersion}`;
  return `${counts} (${where}) in ${durationText(durationMs)}${fixed}`;
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
