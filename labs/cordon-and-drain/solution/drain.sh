#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data --timeout=60s
