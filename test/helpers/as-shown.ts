import {type FileWrite, shownContent} from '../../source/model/command.ts';

/** What was written, with its secrets hidden as a plan hides them; word for word when it is another text than the plan's. */
export function asShown(written: string, planned: FileWrite['content']): string {
  const shown = shownContent(planned);
  const pattern = shown.split(/<secret:[^>]+>/).map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join("[^'\\n]+")}$`).test(written) ? shown : written;
}
