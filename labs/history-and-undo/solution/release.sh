#!/usr/bin/env bash
# Releases a change of the agent, and notes why. Usage: release.sh PATCH REASON
kubectl annotate daemonset node-agent --overwrite kubernetes.io/change-cause="$2"
kubectl patch daemonset node-agent --patch-file "$1"
kubectl rollout status daemonset/node-agent --timeout=60s
