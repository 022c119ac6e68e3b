import { type GroupView, Menu, type MenuItem } from '@palaver/react';
import type { GroupMember } from '@palaver/sdk';
import { Crown, Ellipsis, MessageCircle, Mic, MicOff, Shield, ShieldOff, UserMinus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { placeOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';

export interface MemberMenuProps {
  readonly view: GroupView;
  readonly member: GroupMember;
  readonly name: string;
  readonly isSilenced: boolean;
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

type Page = 'all' | 'silence' | 'transfer' | 'remove';
const minute = 60_000;
const silences = { short: 10 * minute, hour: 60 * minute, day: 24 * 60 * minute, week: 7 * 24 * 60 * minute } as const;
const spans = Object.keys(silences) as (keyof typeof silences)[];

/** What one's role allows with a member: the owner everything, an admin with ordinary members. */
export function MemberMenu(props: MemberMenuProps) {
  const { details } = useAppTexts();
  const button = useRef<HTMLButtonElement>(null);
  const [page, setPage] = useState<Page>();
  const pages = useMemberPages(props, setPage);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-haspopup="menu"
        aria-label={details.manage(props.name)}
        onClick={() => setPage('all')}
      >
        <Ellipsis aria-hidden />
      </button>
      {page && button.current && (
        <Menu
          key={page}
          label={details.manage(props.name)}
          items={pages[page]}
          beside={button.current.getBoundingClientRect()}
          onClose={() => setPage(undefined)}
        />
      )}
    </>
  );
}

function useMemberPages(props: MemberMenuProps, show: (page: Page) => void): Record<Page, MenuItem[]> {
  const { member, name, isSilenced, run } = props;
  const { isOwner, mine, actions } = props.view;
  const { user } = member;
  const { details } = useAppTexts();
  const [, navigate] = useLocation();
  const canManage = isOwner || (mine?.role === 'admin' && member.role === 'member');
  const item = (key: string, icon: MenuItem['icon'], label: string, work: () => Promise<unknown>): MenuItem => ({
    key,
    icon,
    label,
    onChoose: () => void run(work),
  });
  const next = (key: Page, icon: MenuItem['icon'], label: string): MenuItem => ({
    key,
    icon,
    label,
    staysOpen: true,
    onChoose: () => show(key),
  });
  const keep: MenuItem = { key: 'keep', icon: <X />, label: details.cancel, onChoose: () => undefined };
  const all: (MenuItem | false)[] = [
    {
      key: 'write',
      icon: <MessageCircle />,
      label: details.write,
      onChoose: () => navigate(placeOf({ user: user.username, appKey: user.appKey })),
    },
    isOwner &&
      (member.role === 'admin'
        ? item('demote', <ShieldOff />, details.makeMember, () => actions.setRole(user, 'member'))
        : item('promote', <Shield />, details.makeAdmin, () => actions.setRole(user, 'admin'))),
    canManage &&
      (isSilenced
        ? item('unsilence', <Mic />, details.unsilence, () => actions.silence(user, null))
        : next('silence', <MicOff />, details.silence)),
    isOwner && next('transfer', <Crown />, details.transfer),
    canManage && { ...next('remove', <UserMinus />, details.removeMember(name)), isDanger: true },
  ];
  return {
    all: all.filter((one) => one !== false),
    silence: spans.map((span) =>
      item(span, <MicOff />, details.silences[span], () =>
        actions.silence(user, new Date(Date.now() + silences[span])),
      ),
    ),
    transfer: [
      keep,
      { ...item('sure', <Crown />, details.transferSure(name), () => actions.transfer(user)), isDanger: true },
    ],
    remove: [
      keep,
      {
        ...item('sure', <UserMinus />, details.removeMember(name), () => actions.remove(user)),
        isDanger: true,
      },
    ],
  };
}
