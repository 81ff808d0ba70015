#!/usr/bin/env bash
# Gives one node a new node-agent pod. Usage: restart-agent.sh NODE
node=$1

kubectl delete pod --selector app.kubernetes.io/name=node-agent
echo "the agent on $node is restarted"
