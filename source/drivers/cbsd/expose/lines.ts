/** A line of pfrdr.conf that CBSD wrote, in the file's order. */
export type RuleLine = {
  readonly owner: string;
  readonly protocols: readonly ('tcp' | 'udp')[];
  readonly from: string;
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly guestAddress: string;
  readonly guestPort: number;
  /** The comment by which CBSD finds it again. */
  readonly mark: string;
};

const shape =
  /^rdr pass proto (tcp|udp|\{tcp, ?udp\}) from (\{.*?\}|\S+) to (\S+?)(?:\/32)?(?: port (\d+))? -> (\S+?)(?:\/32)?(?: port (\d+))? # (\/\/ Setup by CBSD expose: (?:tcp|udp)-\d+-(\S+)(?: from IPs .*| ?)?)$/;

export const readLines = (text: string): readonly RuleLine[] =>
  text.split('\n').flatMap(line => {
    const [match, protocol, from = '', hostAddress = '', port, guestAddress = '', inner, mark = '', owner = ''] =
      shape.exec(line) ?? [];
    if (match === undefined) return [];
    return [
      {
        owner,
        mark,
        from,
        hostAddress,
        guestAddress,
        hostPort: Number(port ?? 0),
        guestPort: Number(inner ?? 0),
        protocols: protocol === 'tcp' || protocol === 'udp' ? [protocol] : (['tcp', 'udp'] as const),
      },
    ];
  });

export type Marked = {
  readonly guest: string;
  readonly protocol: string;
  readonly guestPort: number;
  /** As typed or stored; null where CBSD knows no sources (13.x). */
  readonly sources: string | null;
};

/** It holds the guest's port and not the host's: two doors to one inside port share it unless their sources differ. */
export const markOf = ({guest, protocol, guestPort, sources}: Marked): string =>
  `// Setup by CBSD expose: ${protocol}-${guestPort}-${guest}${sources === null ? '' : ` from IPs ${sources}`}`;

/** CBSD greps for the mark as the beginning of a comment, so a shorter one takes longer ones with it. */
export const withoutMark = (lines: readonly RuleLine[], mark: string): readonly RuleLine[] =>
  lines.filter(line => !line.mark.startsWith(mark));
