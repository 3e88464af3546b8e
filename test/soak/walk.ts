import {walk} from '../ui/walk.ts';
import type {Part} from './part.ts';

export const walking: Part = {
  name: 'walk',
  title: 'every place of the screen and back, by keys on one real terminal',
  async run({tally}) {
    let places = 0;
    await tally.check('there and back', async () => {
      places = await walk();
    });
    return `${places} places`;
  },
};
