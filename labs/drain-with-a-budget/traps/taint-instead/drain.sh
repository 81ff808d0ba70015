# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl cordon "$1"
kubectl taint node "$1" maintenance=now:NoExecute
