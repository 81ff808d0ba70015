# Takes the cluster's own network daemon and its configuration off nodes with the label network=ours: take-over.sh NODE
set -eu
theirs=$(kubectl -n kube-system get daemonsets -o name | grep -v kube-proxy)
pods_on() { kubectl -n kube-system get pods --field-selector spec.nodeName="$1" -o name | grep "^pod/${theirs##*/}-"; }
# Told to go before the DaemonSet knows: it would give the pod half a minute.
kubectl -n kube-system delete $(pods_on "$1") --grace-period=1 --wait=false >/dev/null
kubectl -n kube-system patch "$theirs" --type merge --patch '
spec:
  updateStrategy: { type: OnDelete, rollingUpdate: null }
  template:
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: network, operator: NotIn, values: [ours] }]
' >/dev/null
while pods_on "$1" >/dev/null; do sleep 0.2; done
course node exec "$1" -- sh -c 'rm -f /etc/cni/net.d/*'
kubectl wait node "$1" --for=condition=Ready=False --timeout=120s
