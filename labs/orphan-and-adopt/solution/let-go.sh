#!/usr/bin/env bash
# Makes room for the DaemonSet of agent.yaml.
kubectl delete daemonset node-agent --cascade=orphan
