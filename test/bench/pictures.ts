import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {pictureFolder, takePictures} from '../helpers/pictures.ts';

/** `npm run pictures`. A test by its form, so that what it opens is closed by the same hooks. */
test('the pictures of README.md are taken anew', async t => {
  mkdirSync(pictureFolder, {recursive: true});
  for (const [name, picture] of await takePictures(t)) writeFileSync(path.join(pictureFolder, `${name}.svg`), picture);
});
