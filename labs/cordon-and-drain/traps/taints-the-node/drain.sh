#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

kubectl taint node "$node" maintenance=now:NoExecute
