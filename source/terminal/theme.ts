/** What a colour is for. A screen names the role, a theme says how it looks. */
export type Role =
  | 'text'
  | 'muted'
  | 'title'
  | 'rule'
  | 'practice'
  | 'accent'
  | 'key'
  | 'selected'
  | 'good'
  | 'warn'
  | 'bad'
  | 'busy'
  | 'default'
  | 'answered'
  | 'command';

/** Ink's properties for text. `color`: a name of the terminal's own 16 colours, or `#rrggbb`, brought down to what the terminal has. */
export type Style = {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
};

export type Theme = {
  readonly name: string;
  readonly title: string;
  readonly roles: Readonly<Record<Role, Style>>;
  /** A background of its own behind everything; absent: the terminal's. */
  readonly ground?: string;
};
