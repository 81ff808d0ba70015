/** Whom a name or an IP stands for. */
export interface Identity {
  node: string;
  /** Name of the pod; none where it is the node that is named. */
  pod?: string;
  /** Whether that pod is one of others than may answer. */
  foreign?: boolean;
}

/** How the text of an answer tells who answers. */
export interface Reading {
  /** Regular expression, matched line by line; its group `node`, or its only one, is who answers, `client` whom it saw. */
  pattern: string;
  /** Everything that an answer may call a node or a pod: their names and IPs. */
  who: ReadonlyMap<string, Identity>;
}

/** What an answer says. */
export interface Answer {
  /** Nodes that answer, by a pod that may. */
  nodes: string[];
  /** Pods that answer, as far as it names pods. */
  pods: string[];
  /** Pods that may not answer. */
  foreign: { node: string; pod: string }[];
  /** Why it cannot count as an answer, as the end of "found …". */
  problem?: string;
  /** The asker's address as the answerer saw it, where that is another one. */
  seenAs?: string;
}

const unread = (problem: string): Answer => ({ nodes: [], pods: [], foreign: [], problem });

/** Reads an answer; whoever it names and the cluster does not know is a problem, never overlooked. */
export function readAnswer(reply: { status: number; body: string; asker?: string }, { pattern, who }: Reading): Answer {
  if (reply.status >= 400) return unread(`HTTP ${reply.status}: ${excerpt(reply.body)}`);
  const matches = [...reply.body.matchAll(new RegExp(pattern, 'gm'))];
  if (matches.length === 0) return unread(`an answer that names nobody: ${excerpt(reply.body)}`);
  const names = matches.flatMap((match) => (match.groups ? match.groups.node : match[1]) ?? []);
  const stranger = names.find((name) => !who.has(name));
  const known = names.flatMap((name) => who.get(name) ?? []);
  const meant = known.filter(({ foreign }) => !foreign);
  const clients = matches.flatMap((match) => match.groups?.client ?? []).map(bareAddress);
  const seenAs = clients.find((client) => client !== reply.asker);
  return {
    nodes: [...new Set(meant.map(({ node }) => node))],
    pods: [...new Set(meant.flatMap(({ pod }) => pod ?? []))],
    foreign: known.flatMap(({ node, pod, foreign }) => (foreign && pod ? [{ node, pod }] : [])),
    ...(stranger !== undefined && {
      problem: `an answer that names \`${clip(stranger)}\`, which is no node and no pod`,
    }),
    ...(seenAs !== undefined && { seenAs }),
  };
}

/** An IP without its port, and without the prefix of an IPv4 address in IPv6's clothes. */
function bareAddress(text: string): string {
  return text
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=[\d.]+$)/, '');
}

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** The first words of a text, on one line. */
export function excerpt(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  return words === '' ? 'an empty answer' : `"${clip(words)}"`;
}
