#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.
status() { kubectl get daemonset node-agent --output jsonpath="{.status.$1}"; }

missing=$(($(status desiredNumberScheduled) - $(status numberReady)))
if [ "$missing" -gt 0 ]; then
  echo "$missing $(kubectl get pods --no-headers \
    --output custom-columns='READY:.status.containerStatuses[0].ready,NODE:.spec.nodeName' | awk '$1 != "true" { print $2 }')"
fi
