#!/usr/bin/env bash
# Prints how often the agent has failed on which node, as `TIMES NODE`.
status() { kubectl get daemonset node-agent --output jsonpath="{.status.$1}"; }

missing=$(($(status desiredNumberScheduled) - $(status numberReady)))
if [ "$missing" -gt 0 ]; then
  echo "$missing $(kubectl get pods --no-headers --output wide | awk '$2 != "1/1" { print $7 }')"
fi
