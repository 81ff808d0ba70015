#!/usr/bin/env bash
# Brings the agent of one node up to date, and returns once the new one is Ready. Usage: update-node.sh NODE
agent="pods --selector app.kubernetes.io/name=node-agent --field-selector spec.nodeName=$1"

# TODO
