# Prints what the agent on a node last said before it ended: last-words.sh NODE
set -eu
kubectl logs daemonset/node-agent
