#!/usr/bin/env bash
# Empties a cordoned node for maintenance. Usage: drain.sh NODE
node=$1

kubectl drain "$node" --ignore-daemonsets --timeout=60s || true
