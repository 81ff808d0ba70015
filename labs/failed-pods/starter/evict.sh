#!/usr/bin/env bash
# Plays a kubelet whose disk is full: it evicts the agent, and each one that follows. Usage: evict.sh NODE [TIMES]
agents="pods --selector app.kubernetes.io/name=node-agent --field-selector spec.nodeName=$1"

for round in $(seq "${2:-1}"); do
  until pod=$(kubectl wait --for=condition=Ready $agents --output name --timeout=10s 2> /dev/null); do sleep 0.1; done
  kubectl annotate "$pod" one-per-node.dev/simulate=failed
  # It may be gone before anybody can see it fail.
  kubectl wait --for=condition=Ready=false "$pod" > /dev/null 2>&1 || true
done
