import {themes} from '../../themes/index.ts';
import {lookAround, sizes} from '../ui/sizes.ts';
import type {Part} from './part.ts';

export const places: Part = {
  name: 'places',
  title: 'every place of the screen at every size, in every theme, with and without signs beyond ASCII',
  async run({sample, tally}) {
    const shown = sample ? themes.slice(0, 1) : themes;
    let looks = 0;
    for (const [columns, rows] of sizes)
      for (const {name} of shown)
        for (const ascii of [false, true]) {
          looks += 1;
          await tally.check(`${columns}x${rows}, ${name}${ascii ? ', ASCII' : ''}`, async () => {
            const wrong = await lookAround(columns, rows, {ascii, theme: name});
            if (wrong.length > 0) throw new Error(wrong.join('\n'));
          });
        }
    return `${looks} combinations`;
  },
};
