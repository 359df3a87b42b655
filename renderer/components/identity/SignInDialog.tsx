import { useEffect, useState, type SyntheticEvent } from 'react';
import { asSluiceError, type FailureCode } from '../../../shared/failures.ts';
import type { Asking } from '../../../shared/ipc/identity.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, FieldProblem } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** User name and password for the server, or the proxy, that refused a download without them. */
export function SignInDialog({ id }: { readonly id: string }) {
  const { ui, actions, identity } = useApp();
  const { t } = useWords();
  // As it was when asked for.
  const [row] = useState(() => actions.rowsOf([id])[0]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [typedUser, setUser] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const user = typedUser ?? asking?.user ?? '';
  const isProxy = asking?.whom === 'proxy';

  useEffect(() => {
    let isLate = false;
    void identity.asked(id).then((answer) => {
      // Another sheet may be open by then.
      if (isLate) return;
      // It goes on already, or is gone.
      if (answer === null) ui.closeSheet();
      else setAsking(answer);
    });
    return () => {
      isLate = true;
    };
  }, [identity, ui, id]);

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (user === '' || !asking) return;
    identity.signIn(id, { user, password }, remember).then(ui.closeSheet, (thrown: unknown) => {
      setFailure(asSluiceError(thrown).code);
    });
  }

  const place = asking?.place ?? '';
  const kept = remember || isProxy;
  return (
    <Sheet title={t('signIn.title')} testId="sign-in-dialog" width={460} onClose={ui.closeSheet}>
      <form onSubmit={submit}>
        <div className="px-5 py-4">
          <p className="truncate font-semibold">{row?.fileName}</p>
          <p className="mt-1 mb-3 text-sm text-muted" data-testid="sign-in-text">
            {asking && t(isProxy ? 'signIn.textProxy' : 'signIn.textServer', { place })}
          </p>
          <Field id="sign-in-user" label={t('advanced.user')}>
            <input
              id="sign-in-user"
              className="input"
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              maxLength={1024}
              value={user}
              data-testid="sign-in-user"
              onChange={(event) => {
                setUser(event.target.value);
              }}
            />
          </Field>
          <Field
            id="sign-in-password"
            label={t('advanced.password')}
            hint={place.startsWith('http://') && !isProxy ? t('signIn.open') : ''}
          >
            <input
              id="sign-in-password"
              type="password"
              className="input"
              autoComplete="off"
              maxLength={4096}
              aria-describedby="sign-in-password-hint"
              value={password}
              data-testid="sign-in-password"
              onChange={(event) => {
                setPassword(event.target.value);
              }}
            />
          </Field>
          {!isProxy && (
            <label className="mt-1 flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={remember}
                aria-describedby="sign-in-kept"
                data-testid="sign-in-remember"
                onChange={(event) => {
                  setRemember(event.target.checked);
                }}
              />
              {t('signIn.remember')}
            </label>
          )}
          <p id="sign-in-kept" className="mt-1 min-h-8 text-xs text-muted" role="status" data-testid="sign-in-kept">
            {failure ? (
              <FieldProblem text={t(`failures.${failure}`)} />
            ) : (
              asking && t(keptWords(kept, asking), { place })
            )}
          </p>
        </div>
        <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
          <Button kind="ghost" onClick={ui.closeSheet}>
            {t('relink.back')}
          </Button>
          <Button type="submit" kind="primary" data-testid="sign-in-go" disabled={user === '' || !asking}>
            {t('signIn.go')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

/** What becomes of the sign-in, in every case. */
function keptWords(kept: boolean, { keyStore }: Asking) {
  if (!kept) return keyStore ? 'signIn.once' : 'signIn.onceUnkept';
  return keyStore ? 'signIn.kept' : 'signIn.unkept';
}
