#!/usr/bin/env bash
# Goes back to the latest release that was made for this reason. Usage: undo.sh REASON
kubectl rollout undo daemonset/node-agent
kubectl rollout status daemonset/node-agent --timeout=60s
