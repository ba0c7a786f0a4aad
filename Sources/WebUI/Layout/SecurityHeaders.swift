/// The headers that every answer bears, errors included.
///
/// No inline script, no inline style, nothing from elsewhere, no framing; addresses with searches in
/// them stay within this site. HSTS belongs to the proxy that ends TLS.
public enum SecurityHeaders {
  public static let all: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ]

  /// For pages behind a login and pages with a form token.
  public static let noStore: (name: String, value: String) = ("Cache-Control", "no-store")
}
