import { Arrow, Bar, Drawing, Words } from './parts/index.ts';

const describe =
  'Kubernetes 1.10 to 1.18 and today. Up to 1.11 the DaemonSet controller itself binds the pods: it writes spec.nodeName. In 1.11 the gate ScheduleDaemonSetPods is there as alpha, off. From 1.12 to 1.16 it is beta and on: the controller writes a required node affinity for metadata.name, and the default scheduler binds the pod. In 1.17 this is generally available; 1.18 is the last release that knows the gate. It has been so ever since.';

const releases = ['1.10', '1.11', '1.12', '1.13', '1.14', '1.15', '1.16', '1.17', '1.18', 'today'];
const at = (index: number) => 108 + index * 60;

/** Who bound daemon pods, release by release. */
export default function SchedulingTimeline() {
  return (
    <Drawing width={720} height={224} title="Who binds a daemon pod, from 1.10 to today" describe={describe}>
      <Words x={8} y={38} say="who binds" look={['small', 'strong']} />
      <Bar x={at(0)} y={20} w={at(2) - at(0) - 4} h={30} tone="paper" />
      <Words x={at(1) - 2} y={40} say="the controller" anchor="middle" look="small" />
      <Bar x={at(2)} y={20} w={at(10) - at(2)} h={30} tone="accent" say="the default scheduler" />
      <Words x={8} y={88} say={['controller', 'writes']} look={['small', 'strong']} />
      <Bar x={at(0)} y={76} w={at(2) - at(0) - 4} h={30} tone="paper" />
      <Words x={at(1) - 2} y={96} say="spec.nodeName" anchor="middle" look="small" />
      <Bar x={at(2)} y={76} w={at(10) - at(2)} h={30} tone="accent" />
      <Words x={at(6)} y={96} say="required affinity: metadata.name In [node]" anchor="middle" look="mono" />
      <Words x={8} y={152} say="the gate" look={['small', 'strong']} />
      <Bar x={at(1)} y={134} w={56} h={28} tone="wait" say="alpha" />
      <Bar x={at(2)} y={134} w={at(7) - at(2) - 4} h={28} tone="accent" say="beta, on by default" />
      <Bar x={at(7)} y={134} w={at(9) - at(7) - 4} h={28} tone="accent" say="GA, then removed" />
      <Arrow
        via={[
          [at(0), 180],
          [at(10), 180],
        ]}
      />
      {releases.map((release, index) => (
        <Words key={release} x={at(index) + 28} y={204} say={release} anchor="middle" look={['small', 'muted']} />
      ))}
    </Drawing>
  );
}
