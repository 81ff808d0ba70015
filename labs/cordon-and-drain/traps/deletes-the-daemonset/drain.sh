#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

kubectl delete daemonset node-agent
kubectl drain "$node" --delete-emptydir-data --timeout=60s
kubectl apply -f agent.yaml
