# Makes systemd answer on port 9400 of a node with the node's name: install-agent.sh NODE
set -eu
course node exec "$1" -- sh -eu -c '
  cat > /etc/systemd/system/agent.socket <<UNIT
[Socket]
ListenStream=9400
Accept=yes

[Install]
WantedBy=sockets.target
UNIT
  cat > /etc/systemd/system/agent@.service <<UNIT
[Service]
StandardInput=socket
ExecStart=/usr/local/bin/agent
UNIT
  cat > /usr/local/bin/agent <<"SCRIPT"
#!/bin/sh
while read -r line && [ "${#line}" -gt 1 ]; do :; done
printf "HTTP/1.0 200 OK\r\n\r\n%s\n" "$(hostname)"
SCRIPT
  chmod +x /usr/local/bin/agent
  systemctl daemon-reload
  systemctl enable --now --quiet agent.socket
'
