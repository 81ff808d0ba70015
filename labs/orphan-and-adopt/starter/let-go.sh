#!/usr/bin/env bash
# Makes room for the DaemonSet of agent.yaml.

# TODO: this takes its pods along.
kubectl delete daemonset node-agent
