#!/usr/bin/env bash
# Prints each node on which the agent is not Ready; nothing when all is well.
kubectl get nodes --no-headers | awk '$2 ~ /NotReady/ { print $1 }'
