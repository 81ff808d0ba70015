import type { LabResult, RunResult, StepResult, VariantResult } from '../result.ts';
import { declaredText, stepFailure } from './failure.ts';
import { clean } from './text.ts';

/** Text as XML may hold it: no control characters, no half surrogates, markup escaped. */
function escapeXml(text: string): string {
  return clean(text)
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');

const seconds = (ms: number) => (ms / 1000).toFixed(3);

interface Case {
  name: string;
  ms: number;
  outcome:
    | { kind: 'pass' }
    | { kind: 'skipped'; message: string }
    | { kind: 'failure' | 'error'; type: string; message: string; body: string };
}

const plain = { color: false, unicode: true, width: Number.POSITIVE_INFINITY };
const kindOf = (status: string) => (status === 'error' ? 'error' : 'failure');

function stepCase({ variant }: VariantResult, step: StepResult): Case {
  const ms = step.command.durationMs + step.expectations.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const name = `${variant}: ${step.id}`;
  if (step.status === 'pass') return { name, ms, outcome: { kind: 'pass' } };
  const body = stepFailure(step, '', plain).join('\n');
  return { name, ms, outcome: { kind: kindOf(step.status), type: step.code, message: step.message, body } };
}

/** A case for the whole of a variant: a starter or trap, or a solution that failed outside of its steps. */
function variantCase(variant: VariantResult, name: string): Case {
  const { status, durationMs: ms } = variant;
  if (status === 'pass') return { name, ms, outcome: { kind: 'pass' } };
  const wrong = variant.steps.filter((step) => step.status !== 'pass');
  const due = variant.declared ? [`declared: ${declaredText(variant)}`] : [];
  const body = [...due, ...wrong.flatMap((step) => stepFailure(step, '', plain))].join('\n');
  const type = wrong[0]?.code ?? 'NOT_AS_DECLARED';
  return { name, ms, outcome: { kind: kindOf(status), type, message: variant.message, body } };
}

function variantCases(variant: VariantResult): Case[] {
  if (variant.declared) return [variantCase(variant, `${variant.variant} fails as declared`)];
  const steps = variant.steps.map((step) => stepCase(variant, step));
  const told = variant.status === 'pass' || variant.steps.some(({ status }) => status !== 'pass');
  return told && steps.length > 0 ? steps : [...steps, variantCase(variant, variant.variant)];
}

function labCases({ status, reason = '', variants, durationMs }: LabResult): Case[] {
  if (status === 'skipped') return [{ name: 'solution', ms: 0, outcome: { kind: 'skipped', message: reason } }];
  const cases = variants.flatMap(variantCases);
  const told = cases.some(({ outcome }) => outcome.kind !== 'pass');
  if (told || (status === 'pass' && cases.length > 0)) return cases;
  const message = reason === '' ? 'No variant of the lab ran.' : reason;
  return [
    ...cases,
    { name: 'lab', ms: durationMs, outcome: { kind: kindOf(status), type: status, message, body: message } },
  ];
}

function renderCase(lab: string, { name, ms, outcome }: Case): string {
  const opening = `    <testcase${attributes({ classname: lab, name, time: seconds(ms) })}`;
  if (outcome.kind === 'pass') return `${opening}/>`;
  if (outcome.kind === 'skipped') {
    return `${opening}>\n      <skipped${attributes({ message: outcome.message })}/>\n    </testcase>`;
  }
  const { kind, message, type, body } = outcome;
  return `${opening}>\n      <${kind}${attributes({ message, type })}>${escapeXml(body)}</${kind}>\n    </testcase>`;
}

const countOf = (cases: Case[]) => {
  const of = (kind: string) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
};

/** A run for CI servers: a test suite per lab, a test case per step of the solution and per starter and trap. */
export function renderJunit(result: RunResult): string {
  const suites = result.labs.map((lab) => ({ lab, cases: labCases(lab) }));
  const rendered = suites.map(({ lab, cases }) => {
    const head = attributes({ name: lab.lab, ...countOf(cases), time: seconds(lab.durationMs) });
    const where = `    <properties>\n      <property${attributes({ name: 'provider', value: lab.provider })}/>\n    </properties>`;
    return `  <testsuite${head}>\n${where}\n${cases.map((one) => renderCase(lab.lab, one)).join('\n')}\n  </testsuite>`;
  });
  const all = countOf(suites.flatMap(({ cases }) => cases));
  const { tests, failures, errors } = all;
  const head = attributes({ name: 'one-per-node', tests, failures, errors, time: seconds(result.durationMs) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${rendered.join('\n')}\n</testsuites>\n`;
}
