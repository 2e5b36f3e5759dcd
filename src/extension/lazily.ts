/**
 * What is loaded when it is first wanted, once. A failure is not kept: whoever asks next tries again.
 * @returns gives what was loaded, or rejects with the failure of this attempt
 */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    if (loading !== undefined) return loading;
    const attempt = load().catch((error: unknown) => {
      if (loading === attempt) loading = undefined;
      throw error;
    });
    loading = attempt;
    return attempt;
  };
}
