# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl drain "$1" --timeout=120s
