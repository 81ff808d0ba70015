#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.
for pod in $(kubectl get events --field-selector reason=BackOff --output jsonpath='{.items[*].involvedObject.name}'); do
  kubectl get pod "$pod" --no-headers --output custom-columns=NODE:.spec.nodeName
done | sort | uniq --count | awk '{ print $1, $2 }'
