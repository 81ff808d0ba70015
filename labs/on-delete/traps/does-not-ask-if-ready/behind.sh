#!/usr/bin/env bash
# Prints the nodes whose agent is not Ready in the newest revision.
newest=$(kubectl get controllerrevisions --selector app.kubernetes.io/name=node-agent --sort-by .revision \
  --output jsonpath='{.items[-1:].metadata.labels.controller-revision-hash}')

kubectl get pods --selector "app.kubernetes.io/name=node-agent,controller-revision-hash!=$newest" --no-headers \
  --sort-by .spec.nodeName --output custom-columns='NODE:.spec.nodeName'
