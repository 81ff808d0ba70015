#!/usr/bin/env bash
# Prints the nodes whose agent is not Ready in the newest revision.
image=$(kubectl get daemonset node-agent --output jsonpath='{.spec.template.spec.containers[0].image}')

kubectl get pods --selector app.kubernetes.io/name=node-agent --no-headers --sort-by .spec.nodeName --output \
  custom-columns='NODE:.spec.nodeName,IMAGE:.spec.containers[0].image,READY:.status.conditions[?(@.type=="Ready")].status' |
  awk -v image="$image" '$2 != image || $3 != "True" { print $1 }'
