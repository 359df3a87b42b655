/** Of a proxy's address. */
const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** User name and password in a proxy's address, or `null`. */
export function proxySignIn(proxy: URL): { readonly user: string; readonly password: string } | null {
  if (proxy.username === '' && proxy.password === '') return null;
  return { user: decode(proxy.username), password: decode(proxy.password) };
}

/** The value of `Proxy-Authorization` (RFC 7617), or `null`. */
export function proxyCredentials(proxy: URL): string | null {
  const signIn = proxySignIn(proxy);
  return signIn && `Basic ${Buffer.from(`${signIn.user}:${signIn.password}`, 'utf8').toString('base64')}`;
}
