import { SignIn } from './sign-in/sign-in.ts';

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

/** The sign-in for an HTTP proxy, or `null`. */
export function signInOf(proxy: URL): SignIn | null {
  const given = proxySignIn(proxy);
  return given && new SignIn(given.user, given.password);
}
