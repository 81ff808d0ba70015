#!/usr/bin/env bash
# Goes back to the latest release that was made for this reason. Usage: undo.sh REASON
revision=$(kubectl rollout history daemonset/node-agent |
  awk -v reason="$1" '{ number = $1; $1 = ""; if (substr($0, 2) == reason) found = number } END { print found }')

kubectl rollout undo daemonset/node-agent --to-revision="${revision:?no such release}"
kubectl rollout status daemonset/node-agent --timeout=60s
