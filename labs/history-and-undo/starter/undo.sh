#!/usr/bin/env bash
# Goes back to the latest release that was made for this reason. Usage: undo.sh REASON

# TODO: this goes back by one release, whatever it was.
kubectl rollout undo daemonset/node-agent
kubectl rollout status daemonset/node-agent --timeout=60s
