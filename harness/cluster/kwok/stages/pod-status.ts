import { setStatus } from './stage.ts';

/** Parts of the templates that write the status of a pod (Go templates over the pod, in YAML). */

/**
 * Fails where the node is stopped, and with it the whole stage: all that a template can see of a node are its addresses, and
 * `node stop` gives it one more. kwok itself heeds the node's lease, but for pods only in about every other process (0.8.0
 * starts its controllers in the order of a Go map, and that of the pods must come second).
 */
const unlessStopped = '{{ if gt (len (NodeIPsWith .spec.nodeName)) 1 }}{{ fail "the node is stopped" }}{{ end }}';

/** Sets parts of a pod's status; `$now` is the time that all of them share. */
export const setPodStatus = (...parts: string[]) =>
  setStatus([unlessStopped, '{{ $now := Now }}', ...parts].join('\n'));

/** Changes nothing, and lets no later step happen, where the node is stopped. */
export const requireNode = setStatus(`${unlessStopped}\n{}`);

/** Where the pod is; it keeps its address for life. */
export const addresses = `
startTime: {{ or .status.startTime $now | Quote }}
{{ if not .status.podIP }}
{{ with NodeIPsWith .spec.nodeName }}
hostIP: {{ index . 0 | Quote }}
hostIPs: [{{ range . }}{ ip: {{ . | Quote }} },{{ end }}]
{{ end }}
{{ with PodIPsWith .spec.nodeName (or .spec.hostNetwork false) .metadata.uid .metadata.name .metadata.namespace }}
podIP: {{ index . 0 | Quote }}
podIPs: [{{ range . }}{ ip: {{ . | Quote }} },{{ end }}]
{{ end }}
{{ end }}`;

/**
 * Its conditions, each true or, with the reason, not. A merge would keep an old reason that is not named, so it is null
 * where there is none.
 */
export function conditions(ready: true | string, containersReady: true | string = ready): string {
  const values = (value: true | string) =>
    value === true ? 'status: "True", reason: null' : `status: "False", reason: ${value}`;
  return `
conditions:
- { type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: ContainersReady, ${values(containersReady)}, lastTransitionTime: {{ $now | Quote }} }
- { type: Ready, ${values(ready)}, lastTransitionTime: {{ $now | Quote }} }`;
}

/** Containers that have just been started, and init containers that did what they are for. */
export const startedContainers = (ready: boolean) => `
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: ${ready}
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  restartCount: 0
  {{ if eq (or .restartPolicy "") "Always" }}
  started: true
  state: { running: { startedAt: {{ $now | Quote }} } }
  {{ else }}
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
  {{ end }}
{{ end }}`;

/** Containers that go on as they are, only Ready or not any more. */
export const runningContainers = (ready: boolean) => `
containerStatuses:
{{ range .status.containerStatuses }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: ${ready}
  started: true
  restartCount: {{ .restartCount }}
  {{ if .lastState }}
  lastState: {{ toJson .lastState }}
  {{ end }}
  {{ if .state.running }}
  state: {{ toJson .state }}
  {{ else }}
  state: { running: { startedAt: {{ $now | Quote }} } }
  {{ end }}
{{ end }}`;

/** Containers that never started, for one reason. */
export const waitingContainers = (reason: string, message: string) => `
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state: { waiting: { reason: ${reason}, message: ${message} } }
{{ end }}`;

/** Containers that have ended, as they were started for the first time. */
export const endedContainers = (exitCode: number, reason: string) => `
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state: ${ended(exitCode, reason)}
{{ end }}`;

/** Containers that have been restarted once more, and ended again. */
export const endedAgain = (exitCode: number, reason: string) => `
containerStatuses:
{{ range .status.containerStatuses }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: {{ add1 .restartCount }}
  lastState: {{ toJson .lastState }}
  state: ${ended(exitCode, reason)}
{{ end }}`;

/** Containers that have ended, and are not started again for a while. */
export const backedOffContainers = (reason: string, message: string) => `
containerStatuses:
{{ range .status.containerStatuses }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: {{ .restartCount }}
  lastState: {{ toJson .state }}
  state: { waiting: { reason: ${reason}, message: ${message} } }
{{ end }}`;

const ended = (exitCode: number, reason: string) =>
  `{ terminated: { exitCode: ${exitCode}, reason: ${reason}, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }`;
