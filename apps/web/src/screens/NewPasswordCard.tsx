import { useSession } from '../session/provider.js';
import { CopyButton } from '../shell/CopyButton.js';
import { useAppTexts } from '../texts/provider.js';

/** The password of a new account, until it has been noted. It lives in this page's memory only. */
export function NewPasswordCard({ password }: { password: string }) {
  const { newPassword } = useAppTexts();
  const session = useSession();
  return (
    <section className="card" aria-label={newPassword.title}>
      <h2>{newPassword.title}</h2>
      <p className="mono">{password}</p>
      <p className="hint">{newPassword.body}</p>
      <div className="card-actions">
        <CopyButton text={password} label={newPassword.copy} />
        <button type="button" className="button button-quiet" onClick={() => session.forgetNewPassword()}>
          {newPassword.done}
        </button>
      </div>
    </section>
  );
}
