/** How often a right answer may be called wrong, or a wrong one right, by the draw of a load balancer. */
const acceptedRisk = 1e-9;

/**
 * How often a load balancer that picks at random has to be asked until each of its `candidates` has answered. That one of
 * them is missed has a probability of at most candidates × (1 − 1/candidates)^tries. Never fewer than for two, so that an
 * address that answers alike every time is known not to be balanced.
 */
export function triesToMeetAll(candidates: number): number {
  const count = Math.max(2, candidates);
  return Math.ceil(Math.log(acceptedRisk / count) / Math.log(1 - 1 / count));
}
