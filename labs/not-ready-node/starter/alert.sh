#!/usr/bin/env bash
# Prints each node on which the agent is not Ready; nothing when all is well.
status() { kubectl get daemonset node-agent --output jsonpath="{.status.$1}"; }

# TODO: this speaks up only while the DaemonSet wants a pod on the node, and it cannot name it.
if [ "$(status numberReady)" -lt "$(status desiredNumberScheduled)" ]; then
  echo "an agent is missing"
fi
