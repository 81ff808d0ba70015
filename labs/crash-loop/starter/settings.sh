# Writes the rack of a machine where its agent reads it, as whoever sets up machines does: settings.sh NODE RACK
set -eu
course node exec "$1" -- sh -euc 'mkdir -p /etc/node-agent; echo "$1" > /etc/node-agent/rack' sh "$2"
