#!/usr/bin/env bash
# Prints each node on which the agent is not Ready; nothing when all is well.
ready=$(kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers --output wide |
  awk '$2 == "1/1" && $3 == "Running" { print $7 }')

for node in $(kubectl get nodes --no-headers --output custom-columns=NODE:.metadata.name); do
  grep --quiet --line-regexp "$node" <<< "$ready" || echo "$node"
done
