import { describeError, useAction, useGroup } from '@palaver/react';
import type { Group, User } from '@palaver/sdk';
import { LogOut, UserPlus, UsersRound } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { isTooLong, lineBytes, nameBytes } from '../shell/is-too-long.js';
import { TooLong } from '../shell/TooLong.js';
import { useAppTexts } from '../texts/provider.js';
import { ConfirmButton } from './ConfirmButton.js';
import { MemberList } from './MemberList.js';
import { PeoplePicker } from './PeoplePicker.js';
import { PictureButton } from './PictureButton.js';

/** A group from the inside: its name, its members, and what one's role allows. */
export function GroupDetails({ group }: { group: Group }) {
  const { details, newGroup, chats, parts } = useAppTexts();
  const view = useGroup(group.id);
  const { isOwner, canManage, actions } = view;
  const { state, run } = useAction();

  return (
    <>
      {canManage && <PictureButton onChosen={(file) => void run(() => actions.setAvatar(file))} />}
      {canManage && (
        <LineForm
          key={`name ${group.name}`}
          label={newGroup.name}
          value={group.name}
          bytes={nameBytes}
          action={details.rename}
          onSave={(name) => void run(() => actions.update({ name }))}
        />
      )}
      {canManage && (
        <LineForm
          key={`about ${group.description}`}
          label={details.about}
          value={group.description}
          bytes={lineBytes}
          canBeEmpty
          action={details.change}
          onSave={(description) => void run(() => actions.update({ description }))}
        />
      )}
      <section className="stack" aria-label={details.members}>
        <h3 className="section-title">{chats.members(group.memberCount)}</h3>
        <AddPeople members={view.members.map(({ user }) => user)} onAdd={(people) => run(() => actions.add(people))} />
        {(state.kind === 'failed' || view.error !== undefined) && (
          <p className="error" role="alert">
            {describeError(state.kind === 'failed' ? state.error : view.error, parts)}
          </p>
        )}
        <MemberList view={view} run={run} />
      </section>
      <div className="lines">
        <ConfirmButton
          icon={<LogOut aria-hidden />}
          label={details.leave}
          question={details.leaveSure}
          isDisabled={state.kind === 'busy'}
          onConfirm={() => void run(actions.leave)}
        />
        {isOwner && (
          <ConfirmButton
            icon={<UsersRound aria-hidden />}
            label={details.dissolve}
            question={details.dissolveSure}
            isDisabled={state.kind === 'busy'}
            onConfirm={() => void run(actions.dissolve)}
          />
        )}
      </div>
    </>
  );
}

interface LineFormProps {
  readonly label: string;
  readonly value: string;
  readonly bytes: number;
  readonly canBeEmpty?: boolean;
  readonly action: string;
  readonly onSave: (value: string) => void;
}

/** One line about the group, and a button that stands beside it while it is another. */
function LineForm({ label, value, bytes, canBeEmpty = false, action, onSave }: LineFormProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const next = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(next);
  };
  return (
    <form className="field" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <div className="field-row">
        <input id={id} autoComplete="off" dir="auto" value={text} onChange={(event) => setText(event.target.value)} />
        <button
          type="submit"
          className="button button-quiet"
          disabled={next === value || (next === '' && !canBeEmpty) || isTooLong(next, bytes)}
        >
          {action}
        </button>
      </div>
      <TooLong text={text} bytes={bytes} />
    </form>
  );
}

function AddPeople({
  members,
  onAdd,
}: {
  members: readonly User[];
  onAdd: (people: readonly User[]) => Promise<boolean>;
}) {
  const { details } = useAppTexts();
  const [isOpen, setIsOpen] = useState(false);
  const [people, setPeople] = useState<readonly User[]>([]);
  const close = () => {
    setIsOpen(false);
    setPeople([]);
  };
  if (!isOpen) {
    return (
      <div className="lines">
        <button type="button" className="line-button" onClick={() => setIsOpen(true)}>
          <UserPlus aria-hidden /> {details.addPeople}
        </button>
      </div>
    );
  }
  return (
    <div className="stack panel">
      <PeoplePicker label={details.addPeople} chosen={people} onChange={setPeople} without={members} />
      <div className="card-actions">
        <button type="button" className="button button-quiet" onClick={close}>
          {details.cancel}
        </button>
        <button
          type="button"
          className="button"
          disabled={people.length === 0}
          onClick={async () => {
            if (await onAdd(people)) close();
          }}
        >
          {details.save}
        </button>
      </div>
    </div>
  );
}
