#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.
kubectl get events --field-selector reason=FailedDaemonPod,involvedObject.name=node-agent \
  --no-headers --output custom-columns=MESSAGE:.message |
  sed 's/.* on node \([^,]*\),.*/\1/' | sort | uniq --count | awk '{ print $1, $2 }'
