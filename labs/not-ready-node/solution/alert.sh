#!/usr/bin/env bash
# Prints each node on which the agent is not Ready; nothing when all is well.
ready=$(kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers \
  --output custom-columns='NODE:.spec.nodeName,READY:.status.conditions[?(@.type=="Ready")].status' |
  awk '$2 == "True" { print $1 }')

for node in $(kubectl get nodes --no-headers --output custom-columns=NODE:.metadata.name); do
  grep --quiet --line-regexp "$node" <<< "$ready" || echo "$node"
done
