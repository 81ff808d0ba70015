/** What the API server answered when it refused; `reason` is the Status reason, such as NotFound or Expired. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: string;
  /** Field by field, for an object that is invalid. */
  readonly causes: readonly { reason: string; field: string; message: string }[];

  constructor(status: number, reason: string, message: string, causes: ApiError['causes'] = []) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.causes = causes;
  }
}

/** The error that the body of an answer of 400 and above stands for. */
export function toApiError(status: number, text: string): ApiError {
  try {
    const { reason, message, details } = JSON.parse(text) as {
      reason?: string;
      message?: string;
      details?: { causes?: ApiError['causes'] };
    };
    return new ApiError(status, reason ?? `HTTP ${status}`, message ?? text, details?.causes);
  } catch {
    return new ApiError(status, `HTTP ${status}`, text.trim() || `HTTP ${status}`);
  }
}

/** Whether the server said that the thing is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
