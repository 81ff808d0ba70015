# Takes the cluster's own network daemon and its configuration off nodes with the label network=ours: take-over.sh NODE
set -eu
theirs=$(kubectl -n kube-system get daemonsets -o name | grep -v kube-proxy)
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
until [ "$(kubectl -n kube-system get pods --field-selector spec.nodeName="$1" -o name | grep -cv kube-proxy)" = 0 ]; do sleep 0.5; done
course node exec "$1" -- sh -c 'rm -f /etc/cni/net.d/*'
kubectl wait node "$1" --for=condition=Ready=False --timeout=40s
