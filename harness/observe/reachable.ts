import { type Api, ApiError } from '../cluster/api.ts';
import { ClusterError } from '../errors.ts';

/** Whether an answer says that the server cannot serve now (its etcd is gone, it starts or is overloaded), not that it refuses. */
export function isTransient(error: ApiError): boolean {
  return error.status >= 500 || error.status === 429;
}

/** What such an answer means: nobody can judge. */
export function unservable(error: ApiError): ClusterError {
  return new ClusterError('E_API_UNREACHABLE', `The API server answers ${error.status}: ${error.message}`, {
    cause: error,
    next: 'course doctor',
  });
}

/** Why the API server cannot be asked, undefined when it answers; a plain read, which goes down to etcd. */
export async function whyUnreachable(api: Pick<Api, 'get'>): Promise<ClusterError | undefined> {
  try {
    await api.get('/api/v1/namespaces/default', { timeoutMs: 20_000 });
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return isTransient(error) ? unservable(error) : undefined;
    if (error instanceof ClusterError) return error;
    throw error;
  }
}

/** Says that nobody could judge, why, and what to do next. */
export function notJudged({ message, next }: ClusterError): string {
  return `${message} Nothing was judged.${next ? ` Next: ${next}` : ''}`;
}
