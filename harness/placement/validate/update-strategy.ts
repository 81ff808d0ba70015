import { nonNegative } from './metadata.ts';
import { invalid, notSupported, type Refusal, required } from './refusal.ts';

export interface UpdateStrategy {
  type?: string;
  rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string };
}

/**
 * `ValidateDaemonSetUpdateStrategy` in pkg/apis/apps/validation, after the defaults: RollingUpdate, one unavailable, no surge.
 * So maxSurge alone is refused: maxUnavailable is still 1.
 */
export function validateUpdateStrategy({ type = '', rollingUpdate = {} }: UpdateStrategy, field: string): Refusal[] {
  if (type === 'OnDelete') return [];
  if (type !== '' && type !== 'RollingUpdate') return [notSupported(field, type, ['RollingUpdate', 'OnDelete'])];
  const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate;
  const at = `${field}.rollingUpdate`;
  return [
    ...validateShare(maxUnavailable, `${at}.maxUnavailable`),
    ...validateShare(maxSurge, `${at}.maxSurge`),
    ...notMoreThanAll(maxUnavailable, `${at}.maxUnavailable`),
    ...notMoreThanAll(maxSurge, `${at}.maxSurge`),
    ...exactlyOne(amount(maxUnavailable) !== 0, amount(maxSurge) !== 0, maxSurge, at),
  ];
}

const isPercent = (share: number | string) => typeof share === 'string' && /^[0-9]+%$/.test(share);

function validateShare(share: number | string, field: string): Refusal[] {
  if (typeof share === 'number') return nonNegative(share, field);
  return isPercent(share) ? [] : [invalid(field, share, 'it must be an integer, or a percentage such as 5%')];
}

function notMoreThanAll(share: number | string, field: string): Refusal[] {
  return isPercent(share) && amount(share) > 100 ? [invalid(field, share, 'it must not be more than 100%')] : [];
}

/** A text that is no percentage counts as the integer that it is, else as 0. */
function amount(share: number | string): number {
  if (typeof share === 'number') return share;
  if (isPercent(share)) return Number(share.slice(0, -1));
  return /^[-+]?[0-9]+$/.test(share) ? Number(share) : 0;
}

function exactlyOne(hasUnavailable: boolean, hasSurge: boolean, maxSurge: number | string, field: string): Refusal[] {
  if (hasUnavailable && hasSurge)
    return [invalid(`${field}.maxSurge`, maxSurge, 'it may be set only where maxUnavailable is 0')];
  return hasUnavailable || hasSurge
    ? []
    : [required(`${field}.maxUnavailable`, 'it must not be 0 where maxSurge is 0')];
}
