import type {Paint} from './call.ts';

const plain: Paint = {n0: '', n1: '', n2: '', n4: '', h1: '', w1: '', bold: ''};
const colored: Paint = {
  n0: '\u001b[0m',
  n1: '\u001b[0;35m',
  n2: '\u001b[0;32m',
  n4: '\u001b[0;36m',
  h1: '\u001b[1;37m',
  w1: '\u001b[1;31m',
  bold: '\u001b[1m',
};

/** Colour does not depend on a terminal: it is there in pipes too, unless NOCOLOR is set (cbsd-observed, formats). */
export const paintFor = (environment: Readonly<Record<string, string>>): Paint =>
  (environment.NOCOLOR ?? '') === '' ? colored : plain;
