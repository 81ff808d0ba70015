import { isNoneOf, setStatus, stage } from './stage.ts';

/**
 * A node that is new, or comes back, reports that it is well. There is no stage that repeats it: the node's lease is its
 * heartbeat, and a report that was due already would outlive the node that `node stop` stops. Its address is made from its
 * name, so that it is the same in each run; nobody listens there.
 */
export const nodeStages = [
  stage('Node', 'node-report', {
    when: [isNoneOf('.status.conditions[]? | select(.type == "Ready") | .status', 'True')],
    steps: [
      setStatus(`
{{ $now := Now }}
phase: Running
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $now | Quote }}
{{ end }}
addresses:
{{ $number := mod (atoi (adler32sum .metadata.name)) 65024 }}
- { type: InternalIP, address: 172.18.{{ div $number 254 }}.{{ add1 (mod $number 254) }} }
- { type: Hostname, address: {{ .metadata.name | Quote }} }
daemonEndpoints:
  kubeletEndpoint: { Port: {{ NodePort }} }
{{ $version := printf "kwok-%s" Version }}
nodeInfo:
  architecture: amd64
  operatingSystem: linux
  osImage: ""
  bootID: ""
  machineID: ""
  systemUUID: ""
  kernelVersion: {{ $version }}
  kubeletVersion: {{ $version }}
  kubeProxyVersion: {{ $version }}
  containerRuntimeVersion: {{ $version }}
`),
    ],
  }),
];
