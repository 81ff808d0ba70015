import type { PlainVerdict } from '../result.ts';
import { leadingCode, type VerdictCode, verdictCodes } from './codes.ts';

/** A verdict without node details. */
export function plainVerdict(code: VerdictCode, summary: string): PlainVerdict {
  return { schemaVersion: 1, status: verdictCodes[code].status, nodes: [], code, summary };
}

/** A verdict that is as good as the worst of its nodes. */
export function nodesVerdict(
  nodes: readonly { node: string; code: VerdictCode; message: string }[],
  summary: { pass: string; fail: string },
): PlainVerdict {
  const code = leadingCode(nodes.map((node) => node.code));
  const { status } = verdictCodes[code];
  return {
    schemaVersion: 1,
    status,
    nodes: nodes.map((node) => ({
      node: node.node,
      status: verdictCodes[node.code].status,
      code: node.code,
      message: node.message,
    })),
    code,
    summary: status === 'pass' ? summary.pass : summary.fail,
  };
}
