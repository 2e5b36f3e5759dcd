/** Whose certificates are accepted on a connection. */
export type Trust =
  /** What the system and VS Code trust. */
  | { readonly kind: 'system' }
  /** Only certificates signed by these authorities, PEM. */
  | { readonly kind: 'ca'; readonly pem: string }
  /** Only one certificate: its SHA-256 as upper-case hex, bytes separated by colons. */
  | { readonly kind: 'pin'; readonly sha256: string };
