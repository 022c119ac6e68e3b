import { Menu, type MenuItem, useClient } from '@palaver/react';
import type { Group, GroupMember } from '@palaver/sdk';
import { Crown, Ellipsis, MessageCircle, Mic, MicOff, Shield, ShieldOff, UserMinus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { placeOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';
import { refOf } from './PeoplePicker.js';

export interface MemberMenuProps {
  readonly group: Group;
  readonly member: GroupMember;
  readonly name: string;
  readonly mine: GroupMember;
  readonly isSilenced: boolean;
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
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
  const { group, member, name, mine, isSilenced, change } = props;
  const { details } = useAppTexts();
  const { groups } = useClient();
  const [, navigate] = useLocation();
  const ref = refOf(member.user);
  const isOwner = mine.role === 'owner';
  const canManage = isOwner || (mine.role === 'admin' && member.role === 'member');
  const item = (key: string, icon: MenuItem['icon'], label: string, run: () => Promise<unknown>): MenuItem => ({
    key,
    icon,
    label,
    onChoose: () => void change(run),
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
      onChoose: () => navigate(placeOf({ user: member.user.username, appKey: member.user.appKey })),
    },
    isOwner &&
      (member.role === 'admin'
        ? item('demote', <ShieldOff />, details.makeMember, () => groups.setRole(group.id, ref, 'member'))
        : item('promote', <Shield />, details.makeAdmin, () => groups.setRole(group.id, ref, 'admin'))),
    canManage &&
      (isSilenced
        ? item('unsilence', <Mic />, details.unsilence, () => groups.silence(group.id, ref, null))
        : next('silence', <MicOff />, details.silence)),
    isOwner && next('transfer', <Crown />, details.transfer),
    canManage && { ...next('remove', <UserMinus />, details.removeMember(name)), isDanger: true },
  ];
  return {
    all: all.filter((one) => one !== false),
    silence: spans.map((span) =>
      item(span, <MicOff />, details.silences[span], () =>
        groups.silence(group.id, ref, new Date(Date.now() + silences[span])),
      ),
    ),
    transfer: [
      keep,
      { ...item('sure', <Crown />, details.transferSure(name), () => groups.transfer(group.id, ref)), isDanger: true },
    ],
    remove: [
      keep,
      {
        ...item('sure', <UserMinus />, details.removeMember(name), () => groups.removeMembers(group.id, [ref])),
        isDanger: true,
      },
    ],
  };
}
