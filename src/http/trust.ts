/** Whose certificates are accepted on a connection. */
export type Trust =
  /** What the system and VS Code trust. */
  | { readonly kind: 'system' }
  /** Only certificates signed by these authorities, PEM. */
  | { readonly kind: 'ca'; readonly pem: string }
  /**
   * Only one certificate, whatever names it has: its SHA-256 as upper-case hex, bytes separated by colons, and the
   * certificate itself (PEM), which takes the place of an authority. It must be valid in time.
   */
  | { readonly kind: 'pin'; readonly sha256: string; readonly pem: string };
