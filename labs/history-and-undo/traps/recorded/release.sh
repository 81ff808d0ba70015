#!/usr/bin/env bash
# Releases a change of the agent, and notes why. Usage: release.sh PATCH REASON
kubectl patch daemonset node-agent --patch-file "$1" --record
kubectl rollout status daemonset/node-agent --timeout=60s
