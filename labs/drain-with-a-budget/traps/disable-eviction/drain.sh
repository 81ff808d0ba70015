# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl drain "$1" --ignore-daemonsets --disable-eviction --timeout=120s
