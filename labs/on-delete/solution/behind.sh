#!/usr/bin/env bash
# Prints the nodes whose agent is not Ready in the newest revision.
newest=$(kubectl get controllerrevisions --selector app.kubernetes.io/name=node-agent --sort-by .revision \
  --output jsonpath='{.items[-1:].metadata.labels.controller-revision-hash}')

kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers --sort-by .spec.nodeName --output \
  custom-columns='NODE:.spec.nodeName,HASH:.metadata.labels.controller-revision-hash,READY:.status.conditions[?(@.type=="Ready")].status' |
  awk -v newest="$newest" '$2 != newest || $3 != "True" { print $1 }'
