#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

kubectl delete pods --field-selector spec.nodeName="$node"
