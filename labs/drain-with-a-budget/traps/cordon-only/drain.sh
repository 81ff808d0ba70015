# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl cordon "$1"
