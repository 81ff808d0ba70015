#!/usr/bin/env bash
# Brings the agent of one node up to date, and returns once the new one is Ready. Usage: update-node.sh NODE
kubectl delete pods --selector app.kubernetes.io/name=node-agent
until kubectl wait --for=condition=Ready pods --selector app.kubernetes.io/name=node-agent --timeout=60s 2> /dev/null; do sleep 0.1; done
