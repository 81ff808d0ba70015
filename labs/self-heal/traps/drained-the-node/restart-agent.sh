#!/usr/bin/env bash
# Gives one node a new node-agent pod. Usage: restart-agent.sh NODE
node=$1

kubectl drain "$node" --ignore-daemonsets
kubectl uncordon "$node"
