# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl drain "$1" --ignore-daemonsets --timeout=120s
