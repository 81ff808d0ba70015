#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.

# TODO: this comes too late. Where is what happened written down?
kubectl get pods --selector app.kubernetes.io/name=node-agent --field-selector status.phase=Failed \
  --no-headers --output custom-columns=NODE:.spec.nodeName | sort | uniq --count | awk '{ print $1, $2 }'
