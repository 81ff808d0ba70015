# Empties a node for maintenance: drain.sh NODE
set -eu
kubectl cordon "$1"
kubectl delete pods --field-selector spec.nodeName="$1"
