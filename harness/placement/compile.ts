import { compileAffinity } from './node-affinity.ts';
import type { ReasonCode } from './reasons.ts';
import { caseHint, type Labels, labelOf, listed, shown } from './requirement.ts';
import { nearMiss, taintText } from './taints.ts';
import { effectiveTolerations, type TolerationOptions, tolerates } from './tolerations.ts';
import type { DaemonSet, Node, Placement, PodSpec, Reason, Taint } from './types.ts';

const noLabels: Labels = {};
const noTaints: Taint[] = [];

/**
 * The placement model: parses a DaemonSet once and answers for any number of nodes what its controller does there
 * (`NodeShouldRunDaemonPod` in pkg/controller/daemon/daemon_controller.go). It reads what the controller reads and nothing
 * else: not conditions, not capacity, not spec.unschedulable.
 */
export function compilePlacement(daemonSet: DaemonSet, options: TolerationOptions = {}): (node: Node) => Placement {
  const template = daemonSet.spec.template.spec;
  const selectorReasons = compileNodeSelector(template.nodeSelector ?? {});
  const required = template.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const affinity = required ? compileAffinity(required) : undefined;
  const taintReasons = compileTaints(daemonSet, options);
  const eligible = eligibleText(template);

  return (node) => {
    const name = node.metadata.name ?? '';
    if (template.nodeName && template.nodeName !== name) return excludedByName(template.nodeName);
    const labels = node.metadata.labels ?? noLabels;
    const taints = node.spec?.taints ?? noTaints;
    const reasons = selectorReasons(labels);
    if (affinity && !affinity.matches(labels, name)) {
      for (const message of affinity.explain(labels, name)) reasons.push({ code: 'NODE_AFFINITY_MISMATCH', message });
    }
    const selected = reasons.length === 0;
    const evicted = taints.length > 0 && taintReasons(taints, reasons);
    if (reasons.length === 0) reasons.push({ code: 'ELIGIBLE', message: eligible(taints) });
    return {
      shouldRun: reasons[0]?.code === 'ELIGIBLE',
      shouldContinueRunning: selected && !evicted,
      reasons: reasons as Placement['reasons'],
    };
  };
}

/** What the controller does with one DaemonSet on one node; for many nodes, `compilePlacement` once. */
export function place(daemonSet: DaemonSet, node: Node, options: TolerationOptions = {}): Placement {
  return compilePlacement(daemonSet, options)(node);
}

function excludedByName(wanted: string): Placement {
  const message = `spec.nodeName asks for ${wanted} alone`;
  return { shouldRun: false, shouldContinueRunning: false, reasons: [{ code: 'NODE_NAME_MISMATCH', message }] };
}

/** Every label that nodeSelector asks for and does not find. */
function compileNodeSelector(selector: Record<string, string>): (labels: Labels) => Reason[] {
  const wanted = Object.entries(selector).map(([key, value]) => ({
    key,
    value,
    values: [value],
    asks: `, but nodeSelector asks for ${shown(value)}`,
  }));
  return (labels) => {
    const reasons: Reason[] = [];
    for (const { key, value, values, asks } of wanted) {
      const found = labelOf(labels, key);
      if (found === value) continue;
      const message = `label ${key} is ${found === undefined ? 'absent' : shown(found)}${asks}${caseHint(labels, key, values)}`;
      reasons.push({ code: 'NODE_SELECTOR_MISMATCH', message });
    }
    return reasons;
  };
}

/** The reason that a taint of an effect gives; undefined for those that the controller does not read. */
function codeOf(effect: string): ReasonCode | undefined {
  if (effect === 'NoExecute') return 'NO_EXECUTE_TAINT_NOT_TOLERATED';
  return effect === 'NoSchedule' ? 'NO_SCHEDULE_TAINT_NOT_TOLERATED' : undefined;
}

/** Adds a reason for each taint that is not tolerated, NoExecute first, for it decides more; says whether there was such a one. */
function compileTaints(
  daemonSet: DaemonSet,
  options: TolerationOptions,
): (taints: readonly Taint[], reasons: Reason[]) => boolean {
  const tolerations = effectiveTolerations(daemonSet);
  const own = daemonSet.spec.template.spec.tolerations ?? [];
  return (taints, reasons) => {
    const start = reasons.length;
    let evicted = false;
    for (const taint of taints) {
      const code = codeOf(taint.effect);
      if (code === undefined || tolerations.some((toleration) => tolerates(toleration, taint, options))) continue;
      const reason = { code, message: `its taint ${taintText(taint)} is not tolerated${nearMiss(taint, own)}` };
      const decides: boolean = code === 'NO_EXECUTE_TAINT_NOT_TOLERATED' && !evicted;
      if (decides) reasons.splice(start, 0, reason);
      else reasons.push(reason);
      evicted ||= decides;
    }
    return evicted;
  };
}

/** Why a node is eligible: what selects it, and which of its taints are tolerated. */
function eligibleText({ nodeName, nodeSelector, affinity }: PodSpec): (taints: readonly Taint[]) => string {
  const pairs = Object.entries(nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  const selectedBy = [
    nodeName && `spec.nodeName ${nodeName}`,
    pairs.length > 0 && `nodeSelector ${listed(pairs, 'and')}`,
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution && 'the required node affinity',
  ].filter((part) => typeof part === 'string' && part !== '') as string[];
  const selected =
    selectedBy.length > 0 ? `it matches ${listed(selectedBy, 'and')}` : 'the template selects every node';
  return (taints) => {
    if (taints.length === 0) return selected;
    const tolerated = taints.filter(({ effect }) => codeOf(effect) !== undefined).map(taintText);
    if (tolerated.length === 0) return selected;
    return `${selected}, and its ${tolerated.length === 1 ? 'taint' : 'taints'} ${listed(tolerated, 'and')} ${tolerated.length === 1 ? 'is' : 'are'} tolerated`;
  };
}
