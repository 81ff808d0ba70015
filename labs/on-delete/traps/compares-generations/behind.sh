#!/usr/bin/env bash
# Prints the nodes whose agent is not Ready in the newest revision.
newest=$(kubectl get daemonset node-agent --output jsonpath='{.metadata.generation}')

kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers --sort-by .spec.nodeName --output \
  custom-columns='NODE:.spec.nodeName,GENERATION:.metadata.labels.pod-template-generation,READY:.status.conditions[?(@.type=="Ready")].status' |
  awk -v newest="$newest" '$2 != newest || $3 != "True" { print $1 }'
