import type { Member } from '../kind/pool.ts';
import { asked, type Shell } from './shell.ts';

/**
 * Lets a machine go by another name: the certificate that its kubelet shows the API server is bound to the node's name,
 * so the control plane's authority signs a new one, and the kubelet starts again with it.
 */
export async function rename(
  $: Shell,
  { container }: Member,
  to: { node: string; controlPlane: string },
): Promise<void> {
  await asked(`calling ${container} ${to.node}`, async () => {
    const { stdout: kubeconfig } =
      await $`docker exec ${to.controlPlane} kubeadm kubeconfig user --config /kind/kubeadm.conf --org system:nodes --client-name ${`system:node:${to.node}`}`;
    await $({
      input: kubeconfig,
      stdio: ['pipe', 'pipe', 'pipe'],
    })`docker exec --interactive ${container} sh -ec ${script} sh ${to.node}`;
  });
}

const script = `
  systemctl stop kubelet
  umask 077
  cat > /etc/kubernetes/kubelet.conf
  rm -f /var/lib/kubelet/pki/kubelet*
  flags=/var/lib/kubelet/kubeadm-flags.env
  sed -i -E 's/ ?--hostname-override=[^ "]*//; s/"$/ --hostname-override='"$1"'"/' "$flags"
  hostname "$1"
  echo "$1" > /etc/hostname
  systemctl start kubelet
`;
