# Writes the rack of a machine where its agent reads it, or nothing: settings.sh NODE [RACK]
set -eu
course node exec "$1" -- sh -euc '
  mkdir -p /etc/node-agent
  rm -f /etc/node-agent/rack
  [ -z "$1" ] || echo "$1" > /etc/node-agent/rack
' sh "${2:-}"
