#!/usr/bin/env bash
# Releases a change of the agent, and notes why. Usage: release.sh PATCH REASON

# TODO: the reason is nowhere to be found afterwards.
kubectl patch daemonset node-agent --patch-file "$1"
kubectl rollout status daemonset/node-agent --timeout=60s
