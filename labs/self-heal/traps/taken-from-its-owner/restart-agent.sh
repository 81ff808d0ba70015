#!/usr/bin/env bash
# Gives one node a new node-agent pod. Usage: restart-agent.sh NODE
node=$1

kubectl label pod \
  --selector app.kubernetes.io/name=node-agent \
  --field-selector spec.nodeName="$node" \
  app.kubernetes.io/name=node-agent-old --overwrite
