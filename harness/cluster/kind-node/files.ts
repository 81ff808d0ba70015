/** Where a machine keeps the state that it goes back to. */
const folder = '/var/lib/one-per-node';

/** Folders whose every file is put back. What the engine mounts there, and what Kubernetes itself writes, stays as it is. */
const restored = ['etc', 'opt', 'root', 'home', 'srv', 'usr/local'];
const notRestored = [
  'etc/hosts',
  'etc/hostname',
  'etc/resolv.conf',
  'etc/mtab',
  'etc/cni',
  'etc/kubernetes/kubelet.conf',
];

/** Folders in which only what was not there before is removed: pods leave their hostPath folders in them. */
const watched = ['/', '/mnt', '/opt', '/srv', '/var', '/var/lib', '/var/log'];
/** What Kubernetes makes there later. */
const madeLater = ['/var/lib/cni', '/var/log/pods', '/var/log/containers', folder];

const common = `
  folder=${folder}
  entries() {
    for dir in ${watched.join(' ')}; do
      if [ -d "$dir" ]; then find "$dir" -mindepth 1 -maxdepth 1; fi
    done | sort -u
  }
  files() {
    cd /
    find ${restored.join(' ')} ${notRestored.map((path) => `-path ${path} -prune -o`).join(' ')} -type f -printf '%p\t%m %s %T@\n' -o -type l -printf '%p\t%l\n' | sort
  }
  services() {
    systemctl list-units --type=service,timer,socket,path --state=active,activating,failed --plain --no-legend --full |
      sed 's/^[* ]*//' | cut -d' ' -f1 | sort
  }
`;

/** Notes the machine as it is, to be gone back to. */
export const takeScript = `${common}
  mkdir -p "$folder"
  entries > "$folder/entries"
  files > "$folder/files"
  services > "$folder/services"
  cut -f1 "$folder/files" | tar -C / --format=posix -cf "$folder/files.tar" -T -
`;

/** Without these two a machine can neither run nor end a pod. */
const startServices = `
  systemctl is-active --quiet containerd || systemctl start containerd
  systemctl is-active --quiet kubelet || systemctl restart kubelet
`;

/** Removes what pods left beside the folders that were there, and sees to it that the machine can run pods. */
export const tidyScript = `${common}
  ${startServices}
  entries | comm -13 "$folder/entries" - | { grep -v -x -F ${madeLater.map((path) => `-e ${path}`).join(' ')} || true; } |
    while read -r path; do rm -rf --one-file-system -- "$path"; done
`;

/**
 * Ends what was started by hand and outlived its command: such a process belongs to the first one, but to no unit of
 * systemd and to no pod, so it is at the root of the machine's control groups.
 */
const endStrays = `
  strays() {
    for status in /proc/[0-9]*/status; do
      process=$(basename "$(dirname "$status")")
      grep -q '^PPid:[[:space:]]*1$' "$status" 2>/dev/null || continue
      grep -q -E '^[0-9]+:(name=systemd)?:/(init[.]scope)?$' "/proc/$process/cgroup" 2>/dev/null || continue
      grep -q -E '^Name:[[:space:]]*(systemd|[(])' "$status" 2>/dev/null && continue
      kill -KILL "$process" 2>/dev/null || true
    done
  }
  strays; strays; strays
`;

/**
 * Puts files and services back as they were, whatever was run on the machine. A file that is as it was is not written: the
 * kubelet takes a manifest that is written for another, and would start the control plane again.
 */
export const restoreScript = `${common}
  services | comm -13 "$folder/services" - > /run/surplus-services
  while read -r unit; do systemctl stop "$unit" || true; done < /run/surplus-services
  ${endStrays}
  files > /run/files-now
  comm -13 "$folder/files" /run/files-now | cut -f1 | while read -r path; do rm -f -- "/$path"; done
  comm -23 "$folder/files" /run/files-now | cut -f1 > /run/files-to-restore
  [ ! -s /run/files-to-restore ] || tar -C / -xf "$folder/files.tar" -T /run/files-to-restore
  systemctl daemon-reload
  systemctl reset-failed
  ${startServices}
`;
