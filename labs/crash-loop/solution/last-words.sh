# Prints what the agent on a node last said before it ended: last-words.sh NODE
set -eu
pod=$(kubectl get pods -l app.kubernetes.io/name=node-agent --field-selector "spec.nodeName=$1" -o name)
kubectl logs "$pod" --previous
