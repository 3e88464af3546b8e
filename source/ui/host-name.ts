import type {Style} from '../terminal/theme.ts';
import type {Paint} from './paint.ts';

/** How a host's name looks in the colour that the operator gave it; a theme without colours makes it bold. */
export function hostStyle(colour: string, {theme}: Paint): {readonly style?: Style} {
  if (colour === '') return {};
  const isMono = Object.values(theme.roles).every(style => !('color' in style));
  return {style: isMono ? {bold: true} : {color: colour, bold: true}};
}
