#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

# TODO: it refuses, and says why. Answer each objection.
kubectl drain "$node" --timeout=60s
