import type { ConnectionProblem, Texts as PartTexts } from '@palaver/react';
import type { Platform } from '@palaver/sdk';
import type { Language, Theme } from '../preferences/preferences.js';
import type { EndReason } from '../session/session.js';

/** Every sentence of the application, in one language; those of the parts come with them. */
export interface Texts {
  readonly parts: PartTexts;
  readonly enter: {
    readonly tagline: string;
    readonly join: string;
    readonly joinHint: string;
    readonly welcomeBack: string;
    readonly logIn: string;
    readonly name: string;
    readonly nameHint: string;
    readonly password: string;
    readonly newPasswordHint: string;
    readonly show: string;
    readonly hide: string;
    readonly anotherPassword: string;
    readonly start: string;
    readonly toLogIn: string;
    readonly toJoin: string;
    readonly nameTaken: string;
    readonly nameInvalid: string;
    readonly passwordInvalid: string;
    readonly registrationClosed: string;
    readonly ended: Readonly<Record<EndReason, string>>;
  };
  readonly chats: {
    readonly title: string;
    readonly newChat: string;
    readonly newGroup: string;
    readonly settings: string;
    readonly filter: string;
    readonly noMatch: string;
    readonly emptyTitle: string;
    readonly emptyBody: string;
    readonly invite: string;
    readonly copied: string;
    readonly noMatchHint: string;
    readonly welcome: (name: string) => string;
    readonly welcomeBody: string;
    /** The ways to begin, each with a line of its own. */
    readonly ways: Readonly<
      Record<'write' | 'invite' | 'group' | 'rooms', { readonly label: string; readonly hint: string }>
    >;
    readonly chooseOne: string;
    readonly chooseOneHint: string;
    readonly back: string;
    readonly details: string;
    readonly members: (count: number) => string;
    readonly notFoundPerson: (name: string) => string;
    readonly notFoundGroup: string;
    readonly backToChats: string;
    readonly notMember: string;
  };
  readonly invite: {
    readonly title: string;
    readonly body: string;
    readonly code: string;
    readonly link: string;
    readonly copy: string;
    readonly share: string;
    /** What somebody gets with the link. */
    readonly words: (name: string) => string;
    readonly alone: string;
  };
  readonly newPassword: { readonly title: string; readonly body: string; readonly copy: string; readonly done: string };
  readonly newChat: {
    readonly who: string;
    readonly hint: string;
    readonly start: string;
    readonly notFound: (name: string) => string;
    readonly notFoundHint: string;
  };
  readonly newGroup: {
    readonly name: string;
    readonly people: string;
    readonly add: string;
    readonly addHint: string;
    readonly remove: (name: string) => string;
    readonly create: string;
  };
  readonly details: {
    readonly title: string;
    readonly members: string;
    readonly moreMembers: string;
    readonly addPeople: string;
    readonly removeMember: (name: string) => string;
    /** The menu of a member. */
    readonly manage: (name: string) => string;
    readonly write: string;
    readonly makeAdmin: string;
    readonly makeMember: string;
    readonly silence: string;
    readonly silences: Readonly<Record<'short' | 'hour' | 'day' | 'week', string>>;
    readonly unsilence: string;
    readonly silencedUntil: (moment: string) => string;
    readonly transfer: string;
    readonly transferSure: (name: string) => string;
    readonly rename: string;
    /** The description of a group. */
    readonly about: string;
    readonly change: string;
    readonly tooLong: string;
    readonly save: string;
    readonly cancel: string;
    readonly mute: string;
    readonly pin: string;
    readonly leave: string;
    readonly leaveSure: string;
    readonly dissolve: string;
    readonly dissolveSure: string;
    readonly deleteChat: string;
    readonly deleteChatSure: string;
    readonly roles: Readonly<Record<'owner' | 'admin' | 'member', string>>;
  };
  readonly settings: {
    readonly title: string;
    readonly language: string;
    readonly languages: Readonly<Record<Language, string>>;
    readonly theme: string;
    readonly themes: Readonly<Record<Theme, string>>;
    readonly tellTyping: string;
    readonly askReceipts: string;
    readonly askReceiptsHint: string;
    readonly logOut: string;
    readonly logOutSure: string;
  };
  readonly rooms: {
    readonly title: string;
    readonly none: string;
    readonly noneHint: string;
    readonly inside: (count: number) => string;
    readonly hint: string;
    readonly empty: string;
    readonly leave: string;
    readonly notFound: string;
  };
  readonly search: {
    readonly title: string;
    readonly titleIn: (chat: string) => string;
    readonly hint: string;
    readonly hintIn: string;
    readonly results: string;
    readonly searching: string;
    readonly nothing: string;
    readonly nothingHint: string;
    readonly beginHint: string;
    readonly onlyHere: string;
  };
  readonly people: {
    readonly profile: string;
    readonly editProfile: string;
    readonly changePicture: string;
    readonly nickname: string;
    readonly signature: string;
    readonly signatureHint: string;
    readonly muteAll: string;
    readonly block: string;
    readonly unblock: string;
    readonly blocked: string;
    readonly blockHint: string;
    readonly nobodyBlocked: string;
    readonly nobodyBlockedHint: string;
    readonly changePassword: string;
    readonly currentPassword: string;
    readonly wrongPassword: string;
    readonly passwordHint: string;
    readonly devices: string;
    readonly platforms: Readonly<Record<Platform, string>>;
    readonly thisDevice: string;
    readonly online: string;
    readonly lastSeen: (moment: string) => string;
    readonly end: string;
    readonly endSession: (device: string) => string;
  };
  readonly forward: { readonly title: string; readonly send: (chats: number) => string };
  readonly readers: {
    readonly title: string;
    readonly asking: string;
    readonly read: (count: number) => string;
    readonly unread: (count: number) => string;
  };
  readonly connection: Readonly<Record<ConnectionProblem, string>>;
  readonly notices: {
    readonly title: string;
    readonly offer: string;
    readonly offerBody: string;
    readonly turnOn: string;
    readonly notNow: string;
    /** In place of the words of a message. */
    readonly newMessage: string;
    readonly desktop: string;
    readonly preview: string;
    readonly previewHint: string;
    readonly sound: string;
    readonly denied: string;
    readonly unable: string;
    readonly perChat: string;
  };
  readonly update: { readonly ready: string; readonly begin: string };
  readonly close: string;
  readonly back: string;
}
