import type { ErrorCode } from '@palaver/sdk';

/** Every sentence the parts show, in one language. Functions where a sentence holds a name or a number. */
export interface Texts {
  /** BCP 47, for dates, numbers and the page's `lang`. */
  readonly locale: string;
  readonly list: {
    readonly empty: string;
    readonly label: string;
    readonly draft: string;
    readonly own: string;
    readonly muted: string;
    readonly pinned: string;
    readonly unread: (count: number) => string;
    readonly yesterday: string;
    /** Somebody writes: in a group, who. */
    readonly typing: (names: string) => string;
    /** Before the last words of a chat in which one was mentioned. */
    readonly mentioned: string;
  };
  readonly timeline: {
    readonly label: string;
    readonly loading: string;
    readonly unread: string;
    readonly toNewest: (unreadCount: number) => string;
    readonly toMention: (count: number) => string;
    readonly today: string;
    readonly yesterday: string;
    readonly nothingYet: (name: string) => string;
    readonly nothingYetInGroup: string;
  };
  readonly message: {
    readonly sending: string;
    readonly sent: string;
    readonly failed: (reason: string) => string;
    readonly waiting: (reason: string) => string;
    readonly retry: string;
    readonly remove: string;
    /** It has been read: of a chat with one. */
    readonly read: string;
    /** Of a group. */
    readonly readBy: (readers: number, recipients: number) => string;
    /** Of what is answered, where it is not here any more. */
    readonly quoteGone: string;
    readonly unknown: string;
    readonly retracted: string;
    readonly location: string;
    readonly kinds: Readonly<Record<'image' | 'voice' | 'video' | 'file' | 'custom', string>>;
    readonly announcement: (from: string, text: string) => string;
  };
  /** Of a message. */
  readonly menu: {
    readonly open: string;
    readonly label: string;
    readonly reply: string;
    readonly copy: string;
    readonly forward: string;
    readonly readers: string;
    readonly retract: string;
    readonly remove: string;
    readonly removeQuestion: string;
    readonly removeSure: string;
    readonly keep: string;
  };
  readonly content: {
    readonly image: string;
    readonly openImage: string;
    readonly imageBefore: string;
    readonly imageNext: string;
    readonly imageOf: (at: number, count: number) => string;
    readonly zoom: string;
    readonly fit: string;
    readonly close: string;
    readonly loading: string;
    readonly save: (name: string) => string;
    readonly cancelDownload: string;
    readonly playVideo: string;
    readonly playVoice: (lasts: string) => string;
    readonly pause: string;
    /** Where in a sound one is. */
    readonly position: string;
    readonly speed: (times: number) => string;
    /** Of a voice. */
    readonly unheard: string;
    /** Of a location without an address. */
    readonly place: string;
    readonly openMap: string;
  };
  readonly composer: {
    readonly label: (to: string) => string;
    readonly placeholder: string;
    readonly send: string;
    readonly tooLong: (over: number) => string;
    readonly attach: string;
    readonly photos: string;
    readonly file: string;
    readonly location: string;
    /** What will go with the next message. */
    readonly attached: string;
    readonly attachedFull: (most: number) => string;
    readonly asOriginal: string;
    readonly coordinates: string;
    readonly placeName: string;
    readonly whereIAm: string;
    readonly noPosition: string;
    readonly noCoordinates: string;
    readonly cancelLocation: string;
    readonly mention: string;
    /** What everybody is called behind an @; the first is shown. */
    readonly everyone: readonly string[];
    readonly everyoneHint: string;
    /** Over the chat, while something is dragged above it. */
    readonly dropHere: string;
    readonly cancelUpload: string;
    readonly cancelReply: string;
    readonly recordVoice: string;
    readonly pauseVoice: string;
    readonly resumeVoice: string;
    readonly stopVoice: string;
    readonly discardVoice: string;
    readonly askMicrophone: string;
    readonly noMicrophone: string;
  };
  readonly emoji: {
    readonly label: string;
    readonly search: string;
    readonly nothing: string;
    readonly noRecent: string;
    readonly groups: Readonly<
      Record<
        'recent' | 'faces' | 'people' | 'animals' | 'food' | 'travel' | 'activities' | 'objects' | 'symbols' | 'flags',
        string
      >
    >;
  };
  readonly event: {
    readonly you: string;
    /** As one to whom something was done: 'anna added you'. */
    readonly youObject: string;
    readonly created: (actor: string, members: string) => string;
    readonly dissolved: (actor: string) => string;
    readonly updated: (actor: string) => string;
    readonly added: (actor: string, members: string) => string;
    readonly removed: (actor: string, members: string) => string;
    readonly left: (actor: string) => string;
    readonly leftTo: (actor: string, owner: string) => string;
    readonly ownerChanged: (actor: string, members: string) => string;
    readonly adminsAdded: (actor: string, members: string) => string;
    readonly adminsRemoved: (actor: string, members: string) => string;
    readonly silenced: (actor: string, members: string) => string;
    readonly unsilenced: (actor: string, members: string) => string;
  };
  readonly errors: Readonly<Record<ErrorCode, string>>;
}
