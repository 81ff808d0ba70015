/**
 * Random DaemonSet manifests, wrong in one or two ways or in none, for holding `checkDaemonSet` against a real API server.
 * They stay within what is checked offline. The same seed gives the same manifest.
 */
export type Manifest = Record<string, unknown>;

/** Random choices from a seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)] as T;
  }

  /** The value with a probability, else undefined. */
  maybe<T>(probability: number, value: () => T): T | undefined {
    return this.next() < probability ? value() : undefined;
  }

  some<T>(most: number, value: () => T): T[] {
    return Array.from({ length: Math.floor(this.next() * (most + 1)) }, value);
  }
}

const texts = [
  'a',
  'b',
  'ssd',
  'node-1',
  'a',
  'b',
  '',
  'A_b',
  '-x',
  'x.y/z',
  'x/y/z',
  'a'.repeat(64),
  '5',
  '-5',
  '150%',
  'foo bar',
  '/x',
  'x/',
];
const junk: unknown[] = [
  null,
  5,
  -1,
  1.5,
  true,
  'x',
  '',
  [],
  {},
  ['a'],
  { a: 'b' },
  99_999_999_999,
  '10%',
  [null],
  [{}],
];

const text = (dice: Dice) => dice.pick(texts);
const labels = (dice: Dice) => Object.fromEntries(dice.some(2, () => [text(dice), text(dice)]));

const expression = (dice: Dice) => ({
  key: dice.maybe(0.9, () => text(dice)),
  operator: dice.pick(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'in', '']),
  values: dice.maybe(0.7, () => dice.some(2, () => dice.pick(['4', 'a', '-5', 'abc', '']))),
});

const field = (dice: Dice) => ({
  key: dice.pick(['metadata.name', 'metadata.name', 'metadata.uid']),
  operator: dice.pick(['In', 'NotIn', 'Exists']),
  values: dice.maybe(0.9, () => dice.some(2, () => text(dice))),
});

const term = (dice: Dice) => ({
  matchExpressions: dice.maybe(0.6, () => dice.some(2, () => expression(dice))),
  matchFields: dice.maybe(0.4, () => [field(dice)]),
});

const toleration = (dice: Dice) => ({
  key: dice.maybe(0.8, () => text(dice)),
  operator: dice.maybe(0.7, () => dice.pick(['Exists', 'Equal', 'Gt', 'exists', ''])),
  value: dice.maybe(0.5, () => text(dice)),
  effect: dice.maybe(0.6, () => dice.pick(['NoSchedule', 'NoExecute', 'PreferNoSchedule', 'noexecute', ''])),
  tolerationSeconds: dice.maybe(0.3, () => dice.pick([30, 0, -1])),
});

const port = (dice: Dice) => ({
  name: dice.maybe(0.5, () => dice.pick(['http', 'HTTP', 'a--b', '80', 'x'.repeat(16), '-a'])),
  containerPort: dice.maybe(0.9, () => dice.pick([80, 0, 70_000, -1, 8080])),
  hostPort: dice.maybe(0.5, () => dice.pick([80, 0, 70_000, 8080])),
  protocol: dice.maybe(0.3, () => dice.pick(['TCP', 'tcp', 'UDP', ''])),
});

const container = (dice: Dice) => ({
  name: dice.maybe(0.95, () => dice.pick(['c', 'd', 'e', 'C', '', 'a.b'])),
  image: dice.maybe(0.95, () => dice.pick(['i', 'i:1', ''])),
  imagePullPolicy: dice.maybe(0.2, () => dice.pick(['Always', 'always', ''])),
  terminationMessagePolicy: dice.maybe(0.2, () => dice.pick(['File', 'file', ''])),
  ports: dice.maybe(0.4, () => dice.some(2, () => port(dice))),
  env: dice.maybe(0.3, () => [{ name: dice.pick(['A', '', 'A=B', '1A']), value: dice.maybe(0.5, () => 'x') }]),
  volumeMounts: dice.maybe(0.3, () =>
    dice.some(2, () => ({ name: dice.pick(['v', 'w', '']), mountPath: dice.pick(['/x', '']) })),
  ),
  restartPolicy: dice.maybe(0.05, () => dice.pick(['Always', 'x', ''])),
});

const share = (dice: Dice) => dice.maybe(0.5, () => dice.pick([0, 1, '5%', '0%', '101%', '5x', -1, '7', '-5%']));

type Part = (dice: Dice) => unknown;

const podParts: Record<string, Part> = {
  containers: (dice) => dice.some(2, () => container(dice)),
  initContainers: (dice) => [container(dice)],
  volumes: (dice) => dice.some(2, () => ({ name: dice.pick(['v', 'w', 'V', '']), emptyDir: {} })),
  nodeSelector: labels,
  nodeName: text,
  hostNetwork: () => true,
  restartPolicy: (dice) => dice.pick(['Always', 'Never', 'OnFailure', 'x', '']),
  dnsPolicy: (dice) => dice.pick(['Default', 'x', '']),
  activeDeadlineSeconds: (dice) => dice.pick([5, 0, -1]),
  serviceAccountName: text,
  hostname: text,
  tolerations: (dice) => dice.some(2, () => toleration(dice)),
  affinity: (dice) => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: dice.maybe(0.8, () => ({
        nodeSelectorTerms: dice.some(2, () => term(dice)),
      })),
      preferredDuringSchedulingIgnoredDuringExecution: dice.maybe(0.2, () => [
        { weight: dice.pick([1, 0, 101]), preference: term(dice) },
      ]),
    },
  }),
};

const specParts: Record<string, Part> = {
  selector: (dice) => ({
    matchLabels: dice.maybe(0.8, () => dice.pick([{ app: 'a' }, labels(dice)])),
    matchExpressions: dice.maybe(0.4, () => [expression(dice)]),
  }),
  minReadySeconds: (dice) => dice.pick([0, 5, -1]),
  revisionHistoryLimit: (dice) => dice.pick([0, 5, -1]),
  updateStrategy: (dice) => ({
    type: dice.maybe(0.5, () => dice.pick(['RollingUpdate', 'OnDelete', 'Recreate', ''])),
    rollingUpdate: dice.maybe(0.7, () => ({ maxSurge: share(dice), maxUnavailable: share(dice) })),
  }),
};

/** A manifest with one to three parts at random, and perhaps a field of another type or name. */
export function randomManifest(seed: number): Manifest {
  const dice = new Dice(seed);
  const pod: Record<string, unknown> = { containers: [{ name: 'c', image: 'i' }] };
  const spec: Record<string, unknown> = {
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: pod },
  };
  for (let parts = 1 + Math.floor(dice.next() * 3); parts > 0; parts -= 1) {
    const [target, choices] = dice.next() < 0.75 ? [pod, podParts] : [spec, specParts];
    const name = dice.pick(Object.keys(choices));
    target[name] = choices[name]?.(dice);
  }
  const manifest = JSON.parse(
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'a' }, spec }),
  ) as Manifest;
  if (dice.next() < 0.3) damage(manifest, dice);
  return manifest;
}

/** Gives one field another type, another name, or takes it away. */
function damage(manifest: Manifest, dice: Dice): void {
  const places: [parent: Record<string, unknown>, key: string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (!key.startsWith('emptyDir')) places.push([value as Record<string, unknown>, key]);
      walk(child);
    }
  };
  walk(manifest.spec);
  const [parent, key] = dice.pick(places);
  const kind = dice.next();
  if (kind < 0.4 || Array.isArray(parent)) parent[key] = dice.pick(junk);
  else if (kind < 0.7) parent[dice.pick(['foo', 'Name', 'replicas', 'operater'])] = dice.pick(junk);
  else delete parent[key];
}
