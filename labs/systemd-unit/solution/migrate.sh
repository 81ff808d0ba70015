# Moves the agent from systemd to a DaemonSet: migrate.sh NODE…
set -eu
for node in "$@"; do
  course node exec "$node" -- systemctl disable --now --quiet agent.socket || true
done
kubectl apply -f agent.yaml
