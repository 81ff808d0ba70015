#!/usr/bin/env bash
# Gives one node a new node-agent pod. Usage: restart-agent.sh NODE
node=$1

# TODO: one command. Every other pod stays the one it is.
echo "nothing done on $node yet"
