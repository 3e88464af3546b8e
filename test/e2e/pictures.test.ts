import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {pictureFolder, steady, takePictures} from '../helpers/pictures.ts';
import {root} from '../helpers/program.ts';
import {needs} from '../helpers/skip.ts';

test('the pictures show what the program shows now; if not, `npm run pictures` takes them anew', {
  skip: needs('pty'),
}, async t => {
  for (const [name, picture] of await takePictures(t)) {
    const file = path.join(pictureFolder, `${name}.svg`);
    assert.ok(existsSync(file), `${name}.svg has never been taken`);
    assert.equal(steady(readFileSync(file, 'utf8')), steady(picture), `${name}.svg is stale`);
  }
});

test('every picture that the README shows is there', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file);
  assert.ok(shown.length > 0);
  for (const file of shown) assert.ok(existsSync(path.join(root, file)), file);
});
