#!/usr/bin/env bash
# Prints the nodes whose agent is not Ready in the newest revision.

# TODO: this says how many there are, not which.
kubectl get daemonset node-agent --no-headers --output custom-columns='DESIRED:.status.desiredNumberScheduled,UPDATED:.status.updatedNumberScheduled'
