#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.
kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers \
  --output custom-columns='RESTARTS:.status.containerStatuses[0].restartCount,NODE:.spec.nodeName' |
  awk '$1 > 0 { print $1, $2 }'
